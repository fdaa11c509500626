using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Recognises .NET's programs by their project files, which are read as lines and never as XML.</summary>
internal static class DotNetPrograms
{
    private static readonly string[] TestMarks =
    [
        "Microsoft.NET.Test.Sdk",
        "<IsTestProject>true",
        "\"xunit",
        "\"NUnit\"",
        "\"MSTest",
        "BenchmarkDotNet",
        "MSTest.Sdk",
    ];

    internal static void Find(Programs programs)
    {
        foreach (var file in programs.Tree.Texts.Where(IsProject).ToList())
        {
            var text = programs.Tree.Text(file);
            var folder = SourceTree.FolderOf(file);
            var name = SourceTree.NameOf(file)[..^".csproj".Length];
            if (Array.Exists(TestMarks, m => text.Contains(m, StringComparison.Ordinal)) || IsTest(name))
            {
                continue;
            }

            Sort(programs, file, text, folder, name);
        }
    }

    private static void Sort(Programs programs, string file, string text, string folder, string name)
    {
        bool Has(string words) => text.Contains(words, StringComparison.Ordinal);
        int At(string words) => programs.Tree.LineWith(file, words);
        Draft New(ComponentKind kind) => new(folder, name, kind);

        if (Has("Aspire.AppHost") || Has("<IsAspireHost>true"))
        {
            programs.Notes.Add(DetectionNotes.LeftOut(name, "it starts the others on a developer's computer", file, 1));
        }
        else if (Has("Microsoft.NET.Sdk.BlazorWebAssembly"))
        {
            if (!IsServed(programs.Tree, SourceTree.NameOf(file)))
            {
                programs
                    .Add(
                        new Draft(folder, name, ComponentKind.StaticSite)
                        {
                            Build = ("blazor", "dotnet publish -c Release -o publish", "publish/wwwroot"),
                            Output = "publish/wwwroot",
                        }
                    )
                    .Saw(file, At("BlazorWebAssembly"), "Blazor for the browser", Sureness.Certain);
            }
        }
        else if (Has("\"Microsoft.NET.Sdk.Web\""))
        {
            // A web SDK with the output of a library is a part of another program.
            if (!Has("<OutputType>Library"))
            {
                programs
                    .Add(New(ComponentKind.Service))
                    .Saw(file, At("Sdk.Web"), "the SDK of web programs", Sureness.Certain)
                    .On(8080, Sureness.Likely);
            }
        }
        else if (Has("\"Microsoft.NET.Sdk.Worker\""))
        {
            programs.Add(New(ComponentKind.Worker)).Saw(file, At("Sdk.Worker"), "the SDK of workers", Sureness.Certain);
        }
        else if (Has("<OutputType>Exe"))
        {
            if (Has("Microsoft.Extensions.Hosting"))
            {
                programs
                    .Add(New(ComponentKind.Worker))
                    .Saw(file, At("<OutputType>"), "a program with a host", Sureness.Guess);
            }
            else
            {
                programs.Notes.Add(
                    DetectionNotes.LeftOut(
                        name,
                        "a console program, which nothing says runs by itself",
                        file,
                        At("<OutputType>")
                    )
                );
            }
        }
    }

    private static bool IsProject(string path) =>
        path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".fsproj", StringComparison.Ordinal);

    private static bool IsTest(string name) =>
        name.EndsWith("Tests", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".Test", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether another project refers to the browser's one, and so serves its files.</summary>
    private static bool IsServed(SourceTree tree, string project) =>
        tree
            .Texts.Where(IsProject)
            .Any(f =>
                tree.Text(f).Contains("\"Microsoft.NET.Sdk.Web\"", StringComparison.Ordinal)
                && (
                    tree.Text(f).Contains($"\\{project}\"", StringComparison.Ordinal)
                    || tree.Text(f).Contains($"/{project}\"", StringComparison.Ordinal)
                )
            );
}
