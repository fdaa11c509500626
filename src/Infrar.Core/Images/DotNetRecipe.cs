using System.Text.RegularExpressions;
using Infrar.Core.Detection;

namespace Infrar.Core.Images;

/// <summary>Programs of .NET. Project files are read as lines and never as XML.</summary>
internal static partial class DotNetRecipe
{
    private const int Port = 8080;
    private const string NewestVersion = "10.0";
    private const int MostProjects = 100;

    public static ImageRecipe? Write(SourceTree tree, ImageTarget target)
    {
        var project = tree
            .Paths.Where(p => SourceTree.FolderOf(p) == target.Folder && IsProject(p))
            .OrderBy(p => p.Length)
            .FirstOrDefault();
        if (project is null)
        {
            return null;
        }

        var text = tree.Text(project);
        var version = Framework().Match(text) is { Success: true } found ? found.Groups[1].Value : NewestVersion;
        var port = target.Port is 0 ? Port : target.Port;
        var runtime = text.Contains("Sdk.Web\"", StringComparison.Ordinal) ? "aspnet" : "runtime";
        // Properties of folders above count for a project, so all of the source is at hand.
        var recipe = new RecipeText(target, project)
            .Line($"FROM mcr.microsoft.com/dotnet/sdk:{version} AS build")
            .Line("ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1")
            .Line("WORKDIR /src");
        foreach (var folder in Lists(tree, project).GroupBy(SourceTree.FolderOf, StringComparer.Ordinal))
        {
            recipe.Line($"COPY {RecipeText.Copy([.. folder, folder.Key is "" ? "./" : $"{folder.Key}/"])}");
        }

        recipe
            .Line($"RUN dotnet restore {RecipeText.Quote(project)}")
            .Line("COPY . .")
            .Line(
                $"RUN dotnet publish {RecipeText.Quote(project)} --no-restore -c Release -o /out -p:UseAppHost=false -p:ContinuousIntegrationBuild=true"
            )
            .Line();
        if (target.Kind is Manifests.ComponentKind.StaticSite)
        {
            return StaticRecipe.End(
                recipe.Line($"FROM {StaticRecipe.Server}").Line($"COPY --from=build /out/wwwroot {StaticRecipe.Root}"),
                target,
                "",
                "dotnet"
            );
        }

        var name = Assembly().Match(text) is { Success: true } stated
            ? stated.Groups[1].Value
            : SourceTree.NameOf(project)[..SourceTree.NameOf(project).LastIndexOf('.')];
        return recipe
            .Line($"FROM mcr.microsoft.com/dotnet/{runtime}:{version}")
            .When(target.Answers, string.Create(null, $"ENV ASPNETCORE_URLS=http://+:{port}"))
            .Line("ENV HOME=/tmp DOTNET_EnableDiagnostics=0")
            .Line("WORKDIR /app")
            .Line("COPY --from=build /out ./")
            .End(target, port, RecipeText.BashProbe(port, target.Health), ["dotnet", $"{name}.dll"], "", "dotnet");
    }

    // What a restore reads; as long as it stays the same, nothing is restored anew.
    private static IEnumerable<string> Lists(SourceTree tree, string project)
    {
        var projects = new SortedSet<string>(StringComparer.Ordinal) { project };
        var open = new Queue<string>(projects);
        while (open.TryDequeue(out var one) && projects.Count < MostProjects)
        {
            foreach (Match reference in Reference().Matches(tree.Text(one)))
            {
                var path = Joined(SourceTree.FolderOf(one), reference.Groups[1].Value.Replace('\\', '/'));
                if (path is not null && tree.Has(path) && projects.Add(path))
                {
                    open.Enqueue(path);
                }
            }
        }

        var folders = projects.Select(SourceTree.FolderOf).ToHashSet(StringComparer.Ordinal);
        return tree
            .Paths.Where(p =>
                projects.Contains(p)
                || (
                    Settings().IsMatch(SourceTree.NameOf(p))
                    && folders.Any(f => SourceTree.IsIn(f, SourceTree.FolderOf(p)))
                )
            )
            .Order(StringComparer.Ordinal);
    }

    private static string? Joined(string folder, string path)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is not "..")
            {
                parts.Add(part);
            }
            else if (parts.Count is 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static bool IsProject(string path) =>
        path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".fsproj", StringComparison.Ordinal);

    [GeneratedRegex(@"<TargetFrameworks?>[^<]*net([0-9]{1,2}\.0)", RegexOptions.CultureInvariant)]
    private static partial Regex Framework();

    [GeneratedRegex(@"<AssemblyName>([A-Za-z0-9_.-]{1,100})</AssemblyName>", RegexOptions.CultureInvariant)]
    private static partial Regex Assembly();

    [GeneratedRegex(@"<ProjectReference\s+Include=""([^""]{1,300})""", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"^(?:Directory\.(?:Build\.props|Build\.targets|Packages\.props)|global\.json|nuget\.config|NuGet\.[Cc]onfig|packages\.lock\.json)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Settings();
}
