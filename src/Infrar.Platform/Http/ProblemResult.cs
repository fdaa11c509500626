using System.Collections.Immutable;
using System.Diagnostics;
using Infrar.Core;
using Infrar.Core.Diagnostics;
using Infrar.Platform.Remote;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Infrar.Platform.Http;

/// <summary>One fault of a request.</summary>
/// <param name="Detail">What is wrong there and what would be right.</param>
/// <param name="Pointer">Where, as a JSON pointer into the body, or <c>file:line:column</c> in a text.</param>
internal sealed record ProblemError(string Detail, string Pointer);

/// <summary>Problems as RFC 9457 says them over HTTP.</summary>
internal static class ProblemResult
{
    /// <summary>The one table from sorts of refusal to HTTP statuses.</summary>
    public static int Status(this ProblemKind kind) =>
        kind switch
        {
            ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ProblemKind.NotFound => StatusCodes.Status404NotFound,
            ProblemKind.Conflict => StatusCodes.Status409Conflict,
            ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ProblemKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
            ProblemKind.Stale => StatusCodes.Status412PreconditionFailed,
            ProblemKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
            ProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            ProblemKind.TooMany => StatusCodes.Status429TooManyRequests,
        };

    /// <summary>A refusal as a response.</summary>
    public static ProblemHttpResult ToHttp(this Problem problem, params ImmutableArray<ProblemError> errors) =>
        TypedResults.Problem(Details(problem, problem.Kind.Status(), errors));

    /// <summary>A refusal with the faults of a text that led to it.</summary>
    public static ProblemHttpResult ToHttp(this Problem problem, IEnumerable<Diagnostic> faults) =>
        problem.ToHttp([
            .. faults.Select(f => new ProblemError($"{f.Code}: {f.Message} {f.Mend}".TrimEnd(), f.Location.ToString())),
        ]);

    /// <summary>Writes a refusal from where no endpoint's result can be returned.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem) =>
        context.GetEndpoint()?.Metadata.GetMetadata<SpeaksJsonApi>() is null
            ? problem.ToHttp().ExecuteAsync(context)
            : problem.ToJsonApi().ExecuteAsync(context);

    private static ProblemDetails Details(Problem problem, int status, ImmutableArray<ProblemError> errors)
    {
        var details = new ProblemDetails
        {
            Type = $"/problems/{problem.Code}",
            Title = problem.Title,
            Status = status,
            Detail = problem.Detail,
            Extensions = { ["code"] = problem.Code, ["traceId"] = Activity.Current?.TraceId.ToString() },
        };
        if (!errors.IsEmpty)
        {
            details.Extensions["errors"] = errors;
        }

        return details;
    }
}
