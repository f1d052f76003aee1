package io.audittrail.hibernate.model;

import jakarta.data.repository.By;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Save;
import jakarta.data.repository.Update;
import java.util.List;

/** A repository of Jakarta Data. Hibernate's processor writes the class that does it, on a stateless session. */
@Repository
public interface Articles {

    @Insert
    void add(Article article);

    @Insert
    void addAll(List<Article> articles);

    @Update
    void change(Article article);

    @Update
    void changeAll(List<Article> articles);

    @Save
    void save(Article article);

    @Save
    void saveAll(List<Article> articles);

    @Delete
    void remove(Article article);

    @Delete
    void removeAll(List<Article> articles);

    @Delete
    long removeByTitle(@By("title") String title);

    @Query("update Article set title = :title, accessToken = :token where code like :codes")
    long rename(String title, String token, String codes);

    @Find
    List<Article> titled(@By("title") String title);
}
