package io.audittrail.sample.web;

import io.audittrail.sample.ConflictException;
import io.audittrail.sample.InvalidException;
import io.audittrail.sample.NotFoundException;
import io.audittrail.sample.sam.DeactivationFailedException;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.exception.DataException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Says what is wrong with a request as a problem detail (RFC 9457), and for fields which one. */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, e);
    }

    @ExceptionHandler
    ProblemDetail conflict(ConflictException e) {
        return problem(HttpStatus.CONFLICT, e);
    }

    /** Another caller was faster, or other rows refer to this one. The database's own words stay in our log. */
    @ExceptionHandler
    ProblemDetail refused(DataIntegrityViolationException e) {
        logger.warn("The database refused a change.", e);
        if (e.getCause() instanceof DataException) {
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST, "The database cannot hold one of these values.");
        }
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "This does not fit what is in the database: it is taken, or in use.");
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidException e) {
        return invalid(Map.of(e.field(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail failed(DeactivationFailedException e) {
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, e);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new TreeMap<>();
        for (FieldError error : e.getBindingResult().getFieldErrors()) {
            errors.merge(
                    error.getField(), String.valueOf(error.getDefaultMessage()), (one, other) -> one + "; " + other);
        }
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
    }

    private static ProblemDetail invalid(Map<String, String> errors) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Some fields are not valid, see errors.");
        problem.setProperty("errors", errors);
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, Exception e) {
        return ProblemDetail.forStatusAndDetail(status, e.getMessage());
    }
}
