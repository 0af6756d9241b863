"""The content systems that Vietnamese portals run on: what betrays each, and where its own themes put things.

Themes differ; a layout whose title or body is not found is passed over, and the general reader finds
what a layout leaves out. ``marks`` are words of a page's source, any one of which is enough.
"""
from scraper.values import Engine, Layout

ENGINES = (
    Engine("NukeViet", ("NukeViet", "NUKEVIET", "nukeviet", "nv_siteroot", "nv_base_siteurl"), (
        Layout(title="h1[itemprop=headline], h1.title", lead="div.hometext", body="#news-bodyhtml"),
        Layout(title="#news_detail h1", lead="#hometext", body="#news_detail div.bodytext", date="#news_detail span.time"),
    )),
    Engine("WordPress", ("/wp-content/", "/wp-includes/", "WordPress"), (
        Layout(title="h1.entry-title, h2.entry-title, h1.post-title, .elementor-widget-theme-post-title h1, h1.wp-block-post-title",
               lead=".elementor-widget-theme-post-excerpt, .wp-block-post-excerpt__excerpt, .entry-summary",
               body="div.entry-content, .elementor-widget-theme-post-content, .wp-block-post-content", category=".cat-links a[rel], a[rel~=category]",
               drop=".sharedaddy, .jp-relatedposts, .yarpp-related, .addtoany_share_save_container, .post-views"),
    )),
    Engine("Joomla", ("Joomla!", "com_content", "/media/jui/", "/components/com_"), (
        Layout(title="[itemprop=headline], .item-page h1, .item-page h2, h2.itemTitle", body="[itemprop=articleBody], .itemFullText",
               lead=".itemIntroText", category="dd.category-name a, .itemCategory a", views="dd.hits, .itemHits"),
    )),
    Engine("Drupal", ("Drupal", "/sites/default/files", "drupal-settings-json"), (
        Layout(title="h1#page-title, h1.page-title, h1.page-header, h1.title", body=".field-name-body .field-item, .field--name-body",
               lead=".field-name-field-sapo, .field--name-field-sapo, .field-name-field-tom-tat, .field--name-field-tom-tat, .field-name-field-summary",
               date=".submitted, .node__submitted, .field--name-created"),
    )),
    Engine("Liferay", ("Liferay.", "/documents/", "journal-content-article", "p_p_id_"), (
        Layout(title=".journal-content-article .tieude-tin, .journal-content-article .title, .asset-full-content .header-title",
               body=".journal-content-article .noidungtin, .journal-content-article .content, .asset-full-content .asset-content"),
    )),
    Engine("VNPT Portal", ("ArticleDetailControl", "vnptHeader", "PortalFolders", "vportal"), (
        Layout(title=".ArticleDetailControl .Title, .ArticleDetailControl h1, .ArticleHeader h1", body=".ArticleContent, #divArticleDescription",
               lead=".ArticleSummary, #divArticleDescription2", date=".PostDate, .ArticleDate", views=".View"),
    )),
    Engine("SharePoint", ("SharePoint", "_spPageContextInfo", "ms-rtestate-field", "s4-workspace"), (
        Layout(title=".title_detail, .news-title, h1.title", body=".ms-rtestate-field", lead=".sapo_detail, .news-sapo, .trich-yeu", date=".date_detail, .news-date"),
    )),
    Engine("DotNetNuke", ("DotNetNuke", "dnn_ctr", "/Portals/0/", "DnnModule"), (
        Layout(title=".edn_articleTitle, [id$=lblTitle].NewsTitle", body=".edn_article_content, [id$=lblContent]", lead=".edn_article_summary, [id$=lblSummary]",
               date=".edn_metaDetails time, [id$=lblDate].NewsDate"),
    )),
    Engine("Blogger", ("content='blogger'", 'content="blogger"', "blogspot.com"), (
        Layout(title="h1.post-title, h3.post-title", body=".post-body"),
    )),
)
