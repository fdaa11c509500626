using Infrar.Core.Detection;

namespace Infrar.Core.Images;

/// <summary>Finished files behind BusyBox's web server; also the last stage of sites that something builds.</summary>
internal static class StaticRecipe
{
    /// <summary>The server of static files: two megabytes, and it asks itself whether it is well.</summary>
    public const string Server = "busybox:1.37";

    /// <summary>The folder of the files in the image.</summary>
    public const string Root = "/site";

    private const int Port = 8080;

    public static ImageRecipe? Write(SourceTree tree, ImageTarget target)
    {
        var folder = SourceTree.In(target.Folder, target.Output);
        return tree.Has(SourceTree.In(folder, "index.html"))
            ? End(
                new RecipeText(target, SourceTree.In(folder, "index.html"))
                    .Line($"FROM {Server}")
                    .Line($"COPY . {Root}"),
                target,
                folder,
                "static"
            )
            : null;
    }

    /// <summary>Ends the image of a site.</summary>
    public static ImageRecipe End(RecipeText text, ImageTarget target, string context, string language) =>
        text.End(
            target,
            Port,
            RecipeText.Exec("wget", "-q", "-O", "/dev/null", $"http://127.0.0.1:{Port}/"),
            ["busybox", "httpd", "-f", "-p", $"{Port}", "-h", Root],
            context,
            language
        );
}
