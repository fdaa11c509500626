using System.Net;
using System.Text.Json;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Reads what a server says when it refuses.</summary>
internal static class Refusals
{
    private const int LongestBody = 1 << 20;

    /// <summary>The refusal of an answer.</summary>
    /// <returns>The server's own problem; <c>SRV005</c> when it is not in the form that Infrar's servers use.</returns>
    public static async Task<Problem> ReadAsync(
        ApiRequest request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var status = (int)response.StatusCode;
        var asked = $"{request.Method} {request.Path.Split('?')[0]}";
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (body.Length <= LongestBody && Read(body) is { Code: { } code } problem)
            {
                return new ServerProblem(
                    code,
                    Kind(response.StatusCode),
                    problem.Title ?? "Refused",
                    problem.Detail ?? "",
                    [.. problem.Errors ?? []],
                    problem.TraceId
                )
                {
                    Status = status,
                };
            }
        }

        var target = response.Headers.Location is { } location ? $" and a redirection to {location}" : "";
        return RemoteProblems.NotInfrar(asked, status, target);
    }

    /// <summary>Whether the answer is JSON of its own, and no problem.</summary>
    public static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "application/json";

    private static ProblemAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ApiJson.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemKind Kind(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => ProblemKind.NotFound,
            HttpStatusCode.Conflict => ProblemKind.Conflict,
            HttpStatusCode.Unauthorized => ProblemKind.Unauthenticated,
            HttpStatusCode.Forbidden => ProblemKind.Forbidden,
            HttpStatusCode.PreconditionFailed => ProblemKind.Stale,
            HttpStatusCode.PreconditionRequired => ProblemKind.PreconditionRequired,
            HttpStatusCode.RequestEntityTooLarge => ProblemKind.TooLarge,
            HttpStatusCode.TooManyRequests => ProblemKind.TooMany,
            >= HttpStatusCode.InternalServerError => ProblemKind.Unavailable,
            _ => ProblemKind.Invalid,
        };
}
