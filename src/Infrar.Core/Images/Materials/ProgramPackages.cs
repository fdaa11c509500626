using System.Text;
using System.Text.Json;

namespace Infrar.Core.Images.Materials;

/// <summary>Packages that programs of Node.js, .NET and Python bring along.</summary>
internal static class ProgramPackages
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>A <c>package.json</c> in <c>node_modules</c>.</summary>
    public static IEnumerable<Material> Node(string path, byte[] content)
    {
        using var package = JsonDocument.Parse(content, Lenient);
        if (Text(package.RootElement, "name") is { } name && Text(package.RootElement, "version") is { } version)
        {
            // Packages may hold files of that name that are no package: only one that lies under its own name is.
            if (path.EndsWith($"node_modules/{name}/package.json", StringComparison.Ordinal))
            {
                yield return new("npm", name, version, path)
                {
                    Licenses = package.RootElement.TryGetProperty("license", out var license)
                        ? license.ValueKind is JsonValueKind.String
                            ? [license.GetString()!]
                            : license.ValueKind is JsonValueKind.Object && Text(license, "type") is { } type
                                ? [type]
                                : []
                        : [],
                };
            }
        }
    }

    /// <summary>A <c>*.deps.json</c>, as publishing a program of .NET writes it.</summary>
    public static IEnumerable<Material> DotNet(string path, byte[] content)
    {
        using var list = JsonDocument.Parse(content, Lenient);
        if (!list.RootElement.TryGetProperty("libraries", out var libraries))
        {
            yield break;
        }

        foreach (var library in libraries.EnumerateObject())
        {
            if (Text(library.Value, "type") is "package" && library.Name.Split('/') is [var name, var version])
            {
                yield return new("nuget", name, version, path);
            }
        }
    }

    /// <summary>The <c>METADATA</c> of an installed package of Python.</summary>
    public static IEnumerable<Material> Python(string path, byte[] content)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n').TakeWhile(l => l.Trim() is not "").ToList();
        string Field(string name) =>
            lines.Find(l => l.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..].Trim() ?? "";
        var stated = Field("License-Expression") is { Length: > 0 } expression ? expression : Field("License");
        const string Classifier = "Classifier: License :: OSI Approved :: ";
        yield return new("pypi", Field("Name").ToLowerInvariant().Replace('_', '-'), Field("Version"), path)
        {
            Licenses =
                stated.Length is > 0 and <= 100 ? [stated]
                : lines.Find(l => l.StartsWith(Classifier, StringComparison.Ordinal)) is { } line
                    ? [line[Classifier.Length..].Trim()]
                : [],
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
