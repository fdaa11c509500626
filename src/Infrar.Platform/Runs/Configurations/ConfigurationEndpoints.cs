using System.Net.Mime;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>Configurations of people's own, sent before a run is asked for.</summary>
internal static class ConfigurationEndpoints
{
    public static void MapConfigurations(this IEndpointRouteBuilder routes)
    {
        var configurations = routes.MapGroup("/api/v1/projects/{project}/configurations").WithTags("Runs");
        configurations
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .Takes(MediaTypeNames.Application.Octet)
            .WithName("CreateConfiguration")
            .WithSummary("Sends a configuration of your own, for a run to be made of.")
            .WithDescription(
                "The body is a zip, a tar or a gzipped tar of a folder with .tf files at its top, at most 32 MiB; unpacked at most 256 MiB in 10,000 files. Links are refused. States, plans and .terraform are left out. It is kept for 7 days; a run keeps a copy of its own."
            );
        configurations
            .MapGet("/{configuration}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadConfiguration")
            .WithSummary("A configuration that was sent.");
    }

    /// <summary>Asks for a run of one.</summary>
    public static async Task<Result<Run>> RunAsync(
        CreateRunRequest request,
        ProjectAccess access,
        Caller caller,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var services = http.RequestServices;
        if (request.Environment is not { } environment)
        {
            return ConfigurationProblems.EnvironmentNeeded();
        }

        if (!Workspaces.Workspaces.IsName(environment))
        {
            return Workspaces.WorkspaceProblems.NotAName();
        }

        var found = await services
            .GetRequiredService<UploadedConfigurations>()
            .FindAsync(access.Id, request.Configuration ?? "", cancellationToken);
        if (found is null)
        {
            return ConfigurationProblems.NoSuch();
        }

        var workspace = await services
            .GetRequiredService<Workspaces.Workspaces>()
            .EnsureAsync(access.Id, environment, cancellationToken);
        return await services
            .GetRequiredService<UploadedRuns>()
            .CreateAsync(
                found,
                workspace,
                new(request.Operation, request.Message ?? "", request.AutoApply ?? false, new())
                {
                    Supersedes = request.Supersede ?? false,
                },
                access,
                caller,
                caller.Origin(http),
                cancellationToken
            );
    }

    private static async Task<Results<Ok<ConfigurationResponse>, ProblemHttpResult>> CreateAsync(
        ProjectAccess access,
        Caller caller,
        UploadedConfigurations configurations,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        // What comes is counted while it is read, and refused in our own words.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var made = await configurations.CreateAsync(
            http.Request.Body,
            access,
            caller,
            caller.Origin(http),
            cancellationToken
        );
        return made.Succeeded(out var configuration, out var problem)
            ? TypedResults.Ok(ConfigurationResponse.Of(configuration))
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<ConfigurationResponse>, ProblemHttpResult>> ReadAsync(
        string configuration,
        ProjectAccess access,
        UploadedConfigurations configurations,
        CancellationToken cancellationToken
    ) =>
        await configurations.FindAsync(access.Id, configuration, cancellationToken) is { } found
            ? TypedResults.Ok(ConfigurationResponse.Of(found))
            : ConfigurationProblems.NoSuch().ToHttp();
}

/// <summary>A configuration that was sent.</summary>
/// <param name="Id">Its id, which a run names.</param>
/// <param name="Status">Whether it is there: <c>pending</c>, <c>uploaded</c> or <c>errored</c>.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Size">Bytes of its archive as it is kept.</param>
/// <param name="Sha256">Of that archive, in lower-case hex.</param>
/// <param name="Problem">What it was refused for.</param>
/// <param name="CreatedBy">Who sent it.</param>
/// <param name="CreatedAt">When.</param>
[ApiExample(
    """
        {"id": "cv-06f3k7z9m1b8qd2v5x4c", "status": "uploaded", "files": 4, "size": 2048, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "problem": null, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record ConfigurationResponse(
    Id<UploadedConfiguration> Id,
    ConfigurationStatus Status,
    int Files,
    long Size,
    string Sha256,
    string? Problem,
    string CreatedBy,
    DateTimeOffset CreatedAt
)
{
    public static ConfigurationResponse Of(UploadedConfiguration configuration) =>
        new(
            configuration.Id,
            configuration.Status,
            configuration.Files,
            configuration.Size,
            configuration.Sha256,
            configuration.ProblemDetail,
            configuration.CreatedBy,
            configuration.CreatedAt
        );
}
