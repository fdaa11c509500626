using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Infrar.Cli.Remote;

/// <summary>One request to a platform.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Begins with a slash; parts that users name are escaped already.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>What the body is.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The ETag that the thing must still have; null where that is not asked.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Further header fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Sent again it gets the first answer again; null where it is safe to repeat anyhow, or must not be.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether a refusal is an answer like any other: its status tells.</summary>
    public bool TakesRefusals { get; init; }

    /// <summary>Where the body of a success goes; null to keep it in memory.</summary>
    public Stream? Sink { get; init; }

    /// <summary>Whether sending it twice does what sending it once does.</summary>
    public bool IsRepeatable =>
        IdempotencyKey is not null || (Method != HttpMethod.Post && Method != HttpMethod.Patch) || IfMatch is not null;

    /// <summary>Reads something.</summary>
    public static ApiRequest Get(string path) => new(HttpMethod.Get, path);

    /// <summary>Takes something away.</summary>
    public static ApiRequest Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>Sends a body.</summary>
    public static ApiRequest Send<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> shape) =>
        new(method, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, shape) };

    /// <summary>Makes something; sent again after a lost answer it makes nothing twice.</summary>
    public static ApiRequest Create<T>(string path, T body, JsonTypeInfo<T> shape) =>
        Send(HttpMethod.Post, path, body, shape) with
        {
            IdempotencyKey = NewKey(),
        };

    /// <summary>A key that nobody else uses.</summary>
    public static string NewKey() =>
        Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}

/// <summary>Paths with what users named in them.</summary>
internal static class ApiPath
{
    /// <summary>A part of a path, escaped.</summary>
    public static string Part(string text) => Uri.EscapeDataString(text);

    /// <summary>A path with those query parameters that have a value.</summary>
    public static string Query(string path, params (string Name, string? Value)[] parameters)
    {
        var stated = parameters
            .Where(p => p.Value is not null)
            .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        var query = string.Join('&', stated);
        return query is "" ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }
}
