using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Remote.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote;

/// <summary>What a <c>cloud</c> block and <c>terraform login</c> of an unmodified Terraform speak to.</summary>
internal static class RemoteServices
{
    /// <summary>Adds it; it needs runs and states.</summary>
    public static IServiceCollection AddRemote(this IServiceCollection services) =>
        services
            .AddScoped<RemoteLocks>()
            .AddScoped<RemoteLog>()
            .AddSingleton<RemoteLogPlaces>()
            .AddSingleton<RemoteTickets>()
            .AddScoped<RemoteSignIns>();

    /// <summary>Maps it.</summary>
    public static void MapRemote(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/terraform.json", Discover).Allow(AccessRule.Everyone).ExcludeFromDescription();
        routes.MapRemoteSignIn();
        routes.MapRemoteRunPage();
        var api = routes.MapGroup(RemoteAddress.Base.TrimEnd('/'));
        api.WithMetadata(new SpeaksJsonApi()).ExcludeFromDescription();
        api.MapGet("/ping", Ping).Allow(AccessRule.Everyone);
        api.MapGet("/account/details", AccountAsync).Allow(AccessRule.Account(Scope.RunsRead));
        api.MapRemoteWorkspaces();
        api.MapRemoteVariables();
        api.MapRemoteConfigurations();
        api.MapRemoteRuns();
        api.MapRemotePlans();
        api.MapRemoteStates();
        api.MapFallback(() => RemoteProblems.NoSuchPath().ToJsonApi()).Allow(AccessRule.Everyone);
    }

    private static ContentHttpResult Discover() =>
        TypedResults.Text(
            new JsonObject
            {
                ["tfe.v2"] = RemoteAddress.Base,
                ["tfe.v2.1"] = RemoteAddress.Base,
                ["tfe.v2.2"] = RemoteAddress.Base,
                ["state.v2"] = RemoteAddress.Base,
                ["login.v1"] = new JsonObject
                {
                    ["client"] = RemoteSignIns.Client,
                    ["grant_types"] = new JsonArray("authz_code"),
                    ["authz"] = RemoteSignInEndpoints.AuthorizePath,
                    ["token"] = RemoteSignInEndpoints.TokenPath,
                    ["ports"] = new JsonArray(RemoteSignIns.FirstPort, RemoteSignIns.LastPort),
                },
            }.ToJsonString(),
            "application/json"
        );

    private static NoContent Ping(HttpContext http)
    {
        http.Response.Headers["TFP-API-Version"] = "2.6";
        http.Response.Headers["TFP-AppName"] = "Infrar";
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AccountAsync(
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var user = await records.Users.AsNoTracking().FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        return JsonApi.One(
            JsonApi.Resource(
                "users",
                user.Id,
                new JsonObject { ["username"] = user.DisplayName, ["is-service-account"] = false }
            )
        );
    }
}
