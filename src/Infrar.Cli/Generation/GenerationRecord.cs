using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Generation;

/// <summary>Which files of a folder Infrar wrote, with their digests: how it knows its own from everybody else's.</summary>
/// <param name="Files">Relative path to SHA-256, lower-case hexadecimal.</param>
internal sealed record GenerationRecord(ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>Name of the record in the folder.</summary>
    public const string FileName = ".infrar-generated.json";

    private static GenerationRecord Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The record of files about to be written.</summary>
    public static GenerationRecord Of(ImmutableSortedDictionary<string, string> files) =>
        new(files.ToImmutableSortedDictionary(f => f.Key, f => Digest(f.Value), StringComparer.Ordinal));

    /// <summary>The record of a folder; an empty one where there is none or it cannot be understood, so that nothing counts as ours.</summary>
    public static GenerationRecord Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            return Empty;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new(
                document
                    .RootElement.GetProperty("files")
                    .EnumerateObject()
                    // The record lies where anybody can edit it; it must not lead to a file outside of its folder.
                    .Where(f => IsInside(f.Name))
                    .ToImmutableSortedDictionary(f => f.Name, f => f.Value.GetString() ?? "", StringComparer.Ordinal)
            );
        }
        catch (Exception fault)
            when (fault is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return Empty;
        }
    }

    /// <summary>The record as it lies in the folder.</summary>
    public string ToJson() =>
        JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("writtenBy", "infrar generate");
            json.WriteStartObject("files");
            foreach (var (name, digest) in Files)
            {
                json.WriteString(name, digest);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }) + "\n";

    /// <summary>SHA-256 of a file's bytes.</summary>
    public static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>SHA-256 of text as it would be written.</summary>
    public static string Digest(string content) => Digest(Encoding.UTF8.GetBytes(content));

    private static bool IsInside(string name) =>
        name is not "" && !Path.IsPathRooted(name) && !name.Split('/', '\\').Any(part => part is "" or "." or "..");
}
