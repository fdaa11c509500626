using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Http;

/// <summary>The outermost step: whatever went wrong within becomes a problem, and says nothing of the insides.</summary>
internal sealed partial class Faults(RequestDelegate next, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            if (fault is OverloadedException)
            {
                http.Response.Headers.RetryAfter = $"{OverloadedException.RetryAfterSeconds}";
            }

            await ProblemResult.WriteAsync(http, ProblemOf(http, fault));
            return;
        }

        if (!http.Response.HasStarted && http.Response.ContentLength is null && http.Response.ContentType is null)
        {
            await DescribeAsync(http);
        }
    }

    /// <summary>Gives statuses that the framework answered without a word their problem.</summary>
    private static Task DescribeAsync(HttpContext http) =>
        http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemResult.WriteAsync(http, ApiProblems.NoSuchPath(http.Request.Path)),
            StatusCodes.Status405MethodNotAllowed => ProblemResult.WriteAsync(
                http,
                ApiProblems.Method(http.Request.Method, http.Request.Path)
            ),
            StatusCodes.Status413PayloadTooLarge => ProblemResult.WriteAsync(http, TooLarge()),
            StatusCodes.Status415UnsupportedMediaType => ProblemResult.WriteAsync(
                http,
                ApiProblems.NotReadable("The body is not JSON. Send it with 'Content-Type: application/json'.")
            ),
            StatusCodes.Status400BadRequest => ProblemResult.WriteAsync(
                http,
                ApiProblems.NotReadable("A part of the request is not of the form that this address takes.")
            ),
            _ => Task.CompletedTask,
        };

    private Problem ProblemOf(HttpContext http, Exception fault)
    {
        switch (fault)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return TooLarge();
            case BadHttpRequestException { InnerException: JsonException json }:
                return ApiProblems.NotReadable(JsonFault(json));
            case BadHttpRequestException bad:
                return ApiProblems.NotReadable(BindingFault(bad.Message));
            case OverloadedException:
                PlatformMeter.Refused("passwords");
                return OverloadedException.Problem;
            case DbUpdateConcurrencyException:
                return ApiProblems.Stale("another version");
            default:
                Log.Unexpected(log, fault, http.Request.Method, http.Request.Path.ToString().ReplaceLineEndings(" "));
                return ApiProblems.Unexpected();
        }
    }

    private static Problem TooLarge() => ApiProblems.TooLarge("The body is larger than this address takes.");

    private static string BindingFault(string message) =>
        Binding().Match(message) is { Success: true } match
            ? $"'{JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)}' cannot be '{match.Groups[2].Value}'. /openapi/v1.json says what it can be."
            : message;

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from \"(.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Binding();

    // The framework's own words name types of ours; the place is what helps.
    private static string JsonFault(JsonException fault)
    {
        var place = fault.Path is null or "$" ? "" : $" at {fault.Path}";
        var line = fault.LineNumber is { } number ? $", line {number + 1}" : "";
        return UnknownName().Match(fault.Message) is { Success: true } unknown
            ? $"The body holds '{unknown.Groups[1].Value}'{line}, which this address does not take. /openapi/v1.json lists what it takes."
            : $"The body is no JSON of the form that this address takes{place}{line}. /openapi/v1.json describes it.";
    }

    [GeneratedRegex("^The JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownName();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Fault in {Method} {Path}")]
        public static partial void Unexpected(ILogger log, Exception fault, string method, string path);
    }
}
