using System.Text.Json;

namespace Infrar.Cli.Remote;

/// <summary>A success of a platform.</summary>
/// <param name="Status">The HTTP status, 200 to 299.</param>
/// <param name="ContentType">What the body is; empty for none.</param>
/// <param name="ETag">Which version of the thing it shows; null where it has none.</param>
/// <param name="Content">The body; empty where it went elsewhere.</param>
internal sealed record ApiAnswer(int Status, string ContentType, string? ETag, byte[] Content)
{
    /// <summary>Header fields, for whoever asks to see them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the body is JSON.</summary>
    public bool IsJson => Content.Length > 0 && ContentType.EndsWith("json", StringComparison.Ordinal);

    /// <summary>The body as JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Content);
        return document.RootElement.Clone();
    }
}

/// <summary>A platform's own refusal, with the place of each fault in what was sent.</summary>
internal sealed record ServerProblem(
    string Code,
    Core.ProblemKind Kind,
    string Title,
    string Detail,
    System.Collections.Immutable.ImmutableArray<ServerFault> Errors,
    string? TraceId
) : Core.Problem(Code, Kind, Title, Detail)
{
    /// <summary>The HTTP status it came with.</summary>
    public int Status { get; init; }
}

/// <summary>One fault of a request.</summary>
/// <param name="Detail">What is wrong there and what would be right.</param>
/// <param name="Pointer">A JSON pointer into the body, or <c>file:line:column</c> in a text.</param>
internal sealed record ServerFault(string Detail, string Pointer);
