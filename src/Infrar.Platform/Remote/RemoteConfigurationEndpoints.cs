using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Hosting;
using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Remote;

/// <summary>Configurations that Terraform's client sends before it asks for a run.</summary>
internal static class RemoteConfigurationEndpoints
{
    public static void MapRemoteConfigurations(this RouteGroupBuilder api)
    {
        api.MapPost("/workspaces/{id}/configuration-versions", BeginAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithMetadata(RemoteNames.Workspace);
        api.MapGet("/configuration-versions/{id}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithMetadata(RemoteNames.Configuration);
        // The client sends the content without its token; the address itself holds a secret, good for this once.
        api.MapPut("/configuration-versions/{id}/content/{ticket}", ReceiveAsync).Allow(AccessRule.Everyone);
    }

    private static async Task<IResult> BeginAsync(
        ProjectAccess access,
        Caller caller,
        UploadedConfigurations configurations,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!(await JsonApi.ReadAsync(http, cancellationToken)).Succeeded(out var asked, out var problem))
        {
            return problem.ToJsonApi();
        }

        var (begun, ticket) = await configurations.BeginAsync(
            access,
            caller,
            asked.Is("speculative"),
            cancellationToken
        );
        return JsonApi.One(
            Of(begun, RemoteAddress.Of(server.Value, $"configuration-versions/{begun.Id}/content/{ticket}")),
            StatusCodes.Status201Created
        );
    }

    private static async Task<IResult> ReadAsync(
        string id,
        ProjectAccess access,
        UploadedConfigurations configurations,
        CancellationToken cancellationToken
    ) =>
        await configurations.FindAsync(access.Id, id, cancellationToken) is { } found
            ? JsonApi.One(Of(found, null))
            : ConfigurationProblems.NoSuch().ToJsonApi();

    private static async Task<IResult> ReceiveAsync(
        string id,
        string ticket,
        PlatformContext records,
        UploadedConfigurations configurations,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var hash = OpaqueToken.Hash(ticket);
        var begun = Id<UploadedConfiguration>.TryParse(id, null, out var parsed)
            ? await records
                .Set<UploadedConfiguration>()
                .AsNoTracking()
                .FirstOrDefaultAsync(c => c.Id == parsed && c.TicketHash == hash, cancellationToken)
            : null;
        if (begun is null)
        {
            return RemoteProblems.NotSigned().ToJsonApi();
        }

        // What comes is counted while it is read, and refused in our own words.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var received = await configurations.ReceiveAsync(
            begun,
            http.Request.Body,
            AddressLimit.Client(http.Connection.RemoteIpAddress),
            cancellationToken
        );
        return received.Succeeded(out _, out var problem) ? TypedResults.Ok() : problem.ToJsonApi();
    }

    private static JsonObject Of(UploadedConfiguration configuration, string? address) =>
        JsonApi.Resource(
            "configuration-versions",
            configuration.Id.Value,
            new JsonObject
            {
                ["status"] = configuration.Status switch
                {
                    ConfigurationStatus.Pending => "pending",
                    ConfigurationStatus.Uploaded => "uploaded",
                    ConfigurationStatus.Errored => "errored",
                },
                ["auto-queue-runs"] = false,
                ["speculative"] = configuration.IsSpeculative,
                ["source"] = "tfe-api",
                ["error"] = configuration.ProblemCode,
                ["error-message"] = configuration.ProblemDetail,
                ["upload-url"] = address,
            }
        );
}

/// <summary>Addresses as clients elsewhere need them: whole.</summary>
internal static class RemoteAddress
{
    /// <summary>Where all of it lies.</summary>
    public const string Base = "/api/v2/";

    /// <summary>An address below the base.</summary>
    public static string Of(ServerOptions server, string path) => $"{server.PublicUrl.TrimEnd('/')}{Base}{path}";
}
