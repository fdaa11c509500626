using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infrar.Core.Detection;

/// <summary>A library that a program asks for.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="File">File that asks for it.</param>
/// <param name="Line">First line is 1.</param>
/// <param name="IsForDevelopment">Whether it is asked for in development alone.</param>
internal sealed record Dependency(string Name, string File, int Line, bool IsForDevelopment = false);

/// <summary>Reads what programs ask for out of their package managers' files, line by line: nothing is resolved or run.</summary>
internal static partial class Dependencies
{
    /// <summary>Most libraries of one file.</summary>
    private const int Most = 2_000;

    /// <summary>Whether a file of that name lists libraries.</summary>
    internal static bool AreIn(string path) => PatternOf(path) is not null || IsJson(path);

    /// <summary>What a file asks for; none when it is not such a file or is malformed.</summary>
    internal static IEnumerable<Dependency> Of(SourceTree tree, string path) =>
        IsJson(path) ? OfJson(tree, path).Take(Most)
        : PatternOf(path) is { } pattern ? OfLines(tree, path, pattern).Take(Most)
        : [];

    /// <summary>Whether the file lists what a Python program needs.</summary>
    internal static bool IsPython(string name) =>
        name is "pyproject.toml" or "Pipfile" or "setup.py" || Requirements().IsMatch(name);

    private static bool IsJson(string path) => SourceTree.NameOf(path) is "package.json" or "composer.json";

    private static Regex? PatternOf(string path) =>
        SourceTree.NameOf(path) switch
        {
            "go.mod" => GoModule(),
            "pom.xml" => MavenArtifact(),
            "build.gradle" or "build.gradle.kts" => GradleArtifact(),
            "Gemfile" => Gem(),
            "Cargo.toml" => Crate(),
            "mix.exs" => Hex(),
            "pyproject.toml" or "Pipfile" or "setup.py" => PythonToml(),
            var name when Requirements().IsMatch(name) => Requirement(),
            var name when Project().IsMatch(name) => Package(),
            _ => null,
        };

    private static IEnumerable<Dependency> OfJson(SourceTree tree, string path)
    {
        using var document = Parse(tree.Text(path));
        if (document is null)
        {
            yield break;
        }

        foreach (var key in (string[])["dependencies", "devDependencies", "require"])
        {
            foreach (var name in Names(document.RootElement, key))
            {
                yield return new(
                    name.ToLowerInvariant(),
                    path,
                    tree.LineWith(path, $"\"{name}\""),
                    IsForDevelopment: key is "devDependencies"
                );
            }
        }
    }

    /// <summary>The JSON of a text; null when it is none, or nested too deeply.</summary>
    internal static JsonDocument? Parse(string text)
    {
        try
        {
            var document = JsonDocument.Parse(
                // Halves of characters are allowed in JSON's text, but no name that holds one can be read.
                text.Replace("\\ud", "\\u0", StringComparison.OrdinalIgnoreCase),
                new()
                {
                    MaxDepth = 32,
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                }
            );
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Names(JsonElement root, string key)
    {
        List<string> names = [];
        if (root.TryGetProperty(key, out var map) && map.ValueKind is JsonValueKind.Object)
        {
            try
            {
                names.AddRange(map.EnumerateObject().Take(Most).Select(p => p.Name));
            }
            catch (InvalidOperationException)
            {
                // A name of halves of characters, which is no library's.
            }
        }

        return names;
    }

    private static IEnumerable<Dependency> OfLines(SourceTree tree, string path, Regex pattern)
    {
        var lines = tree.Lines(path);
        var isCargo = SourceTree.NameOf(path) is "Cargo.toml";
        var isIn = !isCargo;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (isCargo && line.StartsWith('['))
            {
                isIn =
                    line.Contains("dependencies", StringComparison.Ordinal)
                    && !line.Contains("dev-", StringComparison.Ordinal);
            }

            if (!isIn || line.Contains("// indirect", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match match in pattern.Matches(line))
            {
                var name = match.Groups[1].Value.ToLowerInvariant();
                yield return new(name, path, at + 1);
                if (
                    isCargo
                    && name is "sqlx" or "sea-orm" or "diesel"
                    && line.Contains("postgres", StringComparison.Ordinal)
                )
                {
                    yield return new("tokio-postgres", path, at + 1);
                }
            }
        }
    }

    [GeneratedRegex(
        @"^(?:[a-zA-Z0-9_-]{0,40}[-_.])?requirements[a-zA-Z0-9_.-]{0,40}\.(?:txt|in)$|^(?:base|production|prod|common)\.txt$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Requirements();

    [GeneratedRegex(@"\.(?:cs|fs|vb)proj$", RegexOptions.CultureInvariant)]
    private static partial Regex Project();

    [GeneratedRegex(@"^\s*([A-Za-z0-9][A-Za-z0-9._-]{0,80})", RegexOptions.CultureInvariant)]
    private static partial Regex Requirement();

    [GeneratedRegex(
        @"(?:^\s*|[""'])([A-Za-z][A-Za-z0-9._-]{0,80})(?=\s*(?:[\[=<>~!;""']|$))",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex PythonToml();

    [GeneratedRegex(@"<PackageReference\s[^>]{0,200}?Include\s*=\s*""([^""]{1,120})""", RegexOptions.CultureInvariant)]
    private static partial Regex Package();

    [GeneratedRegex(@"^\s*(?:require\s+)?([a-zA-Z0-9.-]+\.[a-z]+/[^\s]{1,200})\s+v", RegexOptions.CultureInvariant)]
    private static partial Regex GoModule();

    [GeneratedRegex(@"<artifactId>\s*([^<\s]{1,120})\s*</artifactId>", RegexOptions.CultureInvariant)]
    private static partial Regex MavenArtifact();

    [GeneratedRegex(
        @"['""][A-Za-z0-9._-]{1,120}:([A-Za-z0-9._-]{1,120})(?::[^'""]{0,80})?['""]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex GradleArtifact();

    [GeneratedRegex(@"^\s*gem\s*\(?\s*['""]([^'""]{1,80})['""]", RegexOptions.CultureInvariant)]
    private static partial Regex Gem();

    [GeneratedRegex(@"^\s*([A-Za-z0-9_-]{1,80})(?:\.workspace)?\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex Crate();

    [GeneratedRegex(@"\{\s*:([a-z_0-9]{1,80})\s*,", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
