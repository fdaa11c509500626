using System.Net.Mime;
using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Projects;
using Microsoft.AspNetCore.Http.Features;

namespace Infrar.Platform.State;

/// <summary>States as bodies of requests and answers.</summary>
internal static class StateContent
{
    /// <summary>What the API's description calls them: JSON of the engine's, taken as it is and under any type.</summary>
    public const string Bytes = MediaTypeNames.Application.Octet;

    /// <summary>A state's own bytes as an answer.</summary>
    public static async Task<IResult> OfAsync(
        StateFiles files,
        StateVersion version,
        CancellationToken cancellationToken
    ) => new Answer(await files.OpenAsync(version, cancellationToken), version);

    /// <summary>That somebody took a state.</summary>
    public static AuditEntry ReadEntry(Id<Project> project, string environment, string what) =>
        new("state.read", environment) { ProjectId = project.Value, Detail = what };

    /// <summary>Lets a body be as large as a state may be; <c>STT007</c> when it says that it is larger.</summary>
    public static Problem? SizeRefusal(HttpContext http, StateOptions options)
    {
        // What comes is counted while it is read, and refused in our own words.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return http.Request.ContentLength > options.MaxBytes ? StateProblems.TooLarge(options.MaxMebibytes) : null;
    }

    private sealed class Answer(Stream content, StateVersion version) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var opened = content;
            var response = httpContext.Response;
            response.ContentType = MediaTypeNames.Application.Json;
            response.ContentLength = version.Size;
            response.Headers.ContentMD5 = Convert.ToBase64String(Convert.FromHexString(version.Md5));
            await opened.CopyToAsync(response.Body, 64 * 1024, httpContext.RequestAborted);
        }
    }
}
