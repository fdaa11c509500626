using System.Net;
using System.Text.Json;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>The API of one server as whoever is signed in there sees it.</summary>
/// <param name="transport">The way to the server.</param>
/// <param name="bearer">Who asks.</param>
internal sealed class ApiClient(Transport transport, Bearer bearer)
{
    private const string AnyLimit = "200";

    /// <summary>The server.</summary>
    public ServerAddress Server => transport.Server;

    /// <summary>Sends a request; one that is refused for an access token that has ended, or was withdrawn with its key, is sent again.</summary>
    /// <returns>The answer, or what stands against it.</returns>
    public async Task<Result<ApiAnswer>> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var known = await bearer.TokenAsync(refused, cancellationToken);
            if (!known.Succeeded(out var token, out var problem))
            {
                return problem;
            }

            var sent = await transport.SendAsync(request, token, cancellationToken);
            if (
                sent.Succeeded(out _, out problem)
                || problem is not ServerProblem { Status: (int)HttpStatusCode.Unauthorized }
                || refused is not null
                || !HasAnother(token, await bearer.TokenAsync(token, cancellationToken))
            )
            {
                return sent;
            }

            refused = token;
        }
    }

    /// <summary>Sends a request in nobody's name.</summary>
    public Task<Result<ApiAnswer>> SendAsNobodyAsync(ApiRequest request, CancellationToken cancellationToken) =>
        transport.SendAsync(request, bearer: null, cancellationToken);

    /// <summary>Every item of a list, page after page; a list without pages is one.</summary>
    /// <param name="path">The list.</param>
    /// <param name="most">Most items; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Result<List<JsonElement>>> ListAsync(string path, int? most, CancellationToken cancellationToken)
    {
        List<JsonElement> items = [];
        string? cursor = null;
        do
        {
            var limit = most is { } wanted && wanted - items.Count < 200 ? Invariant(wanted - items.Count) : AnyLimit;
            var isStated = path.Contains("limit=", StringComparison.Ordinal);
            var page = ApiPath.Query(path, ("limit", isStated ? null : limit), ("cursor", cursor));
            var sent = await SendAsync(ApiRequest.Get(page), cancellationToken);
            if (!sent.Succeeded(out var answer, out var problem))
            {
                return problem;
            }

            var json = answer.Json();
            items.AddRange(ItemsOf(json));
            cursor = NextOf(json);
        } while (cursor is not null && (most is null || items.Count < most));

        return most is { } count && items.Count > count ? items[..count] : items;
    }

    /// <summary>A stream of events from its begin, through losses of the connection, to its end.</summary>
    /// <param name="path">The stream.</param>
    /// <param name="lastId">The last event that was seen already; null for all.</param>
    public ServerEvents Events(string path, string? lastId) => new(transport, bearer, path, lastId);

    /// <summary>What a page, or a list without pages, holds.</summary>
    public static IEnumerable<JsonElement> ItemsOf(JsonElement json) =>
        json.ValueKind is JsonValueKind.Array ? json.EnumerateArray()
        : json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty("items", out var items)
        && items.ValueKind is JsonValueKind.Array
            ? items.EnumerateArray()
        : [];

    /// <summary>The cursor of the page after a page; null after the last.</summary>
    public static string? NextOf(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty("next", out var next)
        && next.ValueKind is JsonValueKind.String
            ? next.GetString()
            : null;

    private static bool HasAnother(string token, Result<string> renewed) =>
        renewed.Succeeded(out var next, out _) && next != token;

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
