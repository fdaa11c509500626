using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Recognises sites that no program of a package manager builds: Hugo, MkDocs, and pages that lie ready-made.</summary>
internal static class StaticPages
{
    internal static void Find(Programs programs)
    {
        foreach (var file in programs.Tree.Texts.ToList())
        {
            var folder = SourceTree.FolderOf(file);
            if (
                SourceTree.NameOf(file) is "hugo.toml"
                || (
                    SourceTree.NameOf(file) is "config.toml"
                    && programs.Tree.Text(file).Contains("baseURL", StringComparison.Ordinal)
                )
            )
            {
                Add(programs, folder, "hugo", "hugo --minify", "public")
                    .Saw(file, 1, "settings of Hugo", Sureness.Likely);
            }
            else if (SourceTree.NameOf(file) is "mkdocs.yml")
            {
                if (programs.All.Count == 0)
                {
                    Add(programs, folder, "mkdocs", "mkdocs build", "site")
                        .Saw(file, 1, "settings of MkDocs", Sureness.Likely);
                }
                else
                {
                    programs.Notes.Add(
                        DetectionNotes.LeftOut(
                            "The documentation's site",
                            "documentation mostly stands beside a system",
                            file,
                            1
                        )
                    );
                }
            }
        }

        foreach (var folder in (string[])["", "public", "site", "www", "htdocs"])
        {
            var page = SourceTree.In(folder, "index.html");
            if (programs.All.Count == 0 && programs.Tree.Has(page))
            {
                programs
                    .Add(new Draft(folder, programs.NameFor(""), ComponentKind.StaticSite))
                    .Saw(page, 1, "a page, and no program", Sureness.Guess);
            }
        }
    }

    private static Draft Add(Programs programs, string folder, string framework, string command, string output) =>
        programs.Add(
            new Draft(folder, programs.NameFor(folder), ComponentKind.StaticSite)
            {
                Build = (framework, command, output),
                Output = output,
            }
        );
}
