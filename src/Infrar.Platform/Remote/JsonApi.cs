using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Core;
using Infrar.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Remote;

/// <summary>Marks an endpoint that Terraform's own client speaks to: refusals are documents of JSON:API.</summary>
internal sealed class SpeaksJsonApi;

/// <summary>Documents of JSON:API, as far as Terraform's client reads and writes them.</summary>
internal static class JsonApi
{
    /// <summary>What such documents are called.</summary>
    public const string ContentType = "application/vnd.api+json";

    // What a client may send: its largest are states, which go another way.
    private const int MostBytes = 1 << 20;

    /// <summary>A document about one thing.</summary>
    public static IResult One(JsonObject resource, int status = StatusCodes.Status200OK, params JsonObject[] included)
    {
        var document = new JsonObject { ["data"] = resource };
        if (included.Length > 0)
        {
            document["included"] = new JsonArray([.. included]);
        }

        return Answer(document, status);
    }

    /// <summary>A document about several, on one page.</summary>
    public static IResult Many(IReadOnlyCollection<JsonObject> resources) =>
        Answer(
            new JsonObject
            {
                ["data"] = new JsonArray([.. resources]),
                ["meta"] = new JsonObject
                {
                    ["pagination"] = new JsonObject
                    {
                        ["current-page"] = 1,
                        ["prev-page"] = null,
                        ["next-page"] = null,
                        ["total-pages"] = 1,
                        ["total-count"] = resources.Count,
                    },
                },
            },
            StatusCodes.Status200OK
        );

    /// <summary>A thing.</summary>
    public static JsonObject Resource(string type, string id, JsonObject attributes, JsonObject? relationships = null)
    {
        var resource = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["attributes"] = attributes,
        };
        if (relationships is not null)
        {
            resource["relationships"] = relationships;
        }

        return resource;
    }

    /// <summary>That a thing belongs to another.</summary>
    public static JsonObject Link(string type, string id) =>
        new()
        {
            ["data"] = new JsonObject { ["id"] = id, ["type"] = type },
        };

    /// <summary>A refusal.</summary>
    public static IResult ToJsonApi(this Problem problem) =>
        Answer(
            new JsonObject
            {
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["status"] = $"{problem.Kind.Status()}",
                        ["code"] = problem.Code,
                        ["title"] = problem.Title,
                        ["detail"] = problem.Detail,
                    }
                ),
            },
            problem.Kind.Status()
        );

    /// <summary>Reads what a client sent.</summary>
    /// <returns>The document; <c>RMT001</c>.</returns>
    public static async Task<Result<JsonApiRequest>> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await http.Request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                body.Write(buffer, 0, read);
                if (body.Length > MostBytes)
                {
                    return RemoteProblems.NotReadable();
                }
            }

            if (body.Length is 0)
            {
                return new JsonApiRequest(default);
            }

            body.Position = 0;
            using var document = await JsonDocument.ParseAsync(
                body,
                new JsonDocumentOptions { MaxDepth = 32 },
                cancellationToken
            );
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? new JsonApiRequest(document.RootElement.Clone())
                : RemoteProblems.NotReadable();
        }
        catch (JsonException)
        {
            return RemoteProblems.NotReadable();
        }
    }

    private static ContentHttpResult Answer(JsonObject document, int status) =>
        TypedResults.Text(document.ToJsonString(), ContentType, System.Text.Encoding.UTF8, status);
}

/// <summary>A document that a client sent.</summary>
/// <param name="Document">The whole; undefined for none.</param>
internal sealed record JsonApiRequest(JsonElement Document)
{
    private JsonElement Data => In(Document, "data");

    /// <summary>An attribute; undefined where it is not there.</summary>
    public JsonElement this[string attribute] => In(In(Data, "attributes"), attribute);

    /// <summary>An attribute that is a text; null for any other.</summary>
    public string? Text(string attribute) =>
        this[attribute] is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Whether an attribute is true.</summary>
    public bool Is(string attribute) => this[attribute].ValueKind is JsonValueKind.True;

    /// <summary>An attribute that is a list of texts; what else is in it is left out.</summary>
    public IEnumerable<string> Texts(string attribute) =>
        this[attribute] is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(t => t.ValueKind is JsonValueKind.String).Select(t => t.GetString()!)
            : [];

    /// <summary>The id of what it is related to.</summary>
    public string Related(string name) =>
        In(In(In(In(Data, "relationships"), name), "data"), "id") is { ValueKind: JsonValueKind.String } id
            ? id.GetString()!
            : "";

    internal static JsonElement In(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;
}
