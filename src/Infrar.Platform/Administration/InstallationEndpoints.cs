using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Administration;

/// <summary>What is set for the whole installation.</summary>
internal static class InstallationEndpoints
{
    /// <summary>Registers what the endpoints need.</summary>
    public static void AddAdministration(this IServiceCollection services) =>
        services.AddScoped<UserAdministration>().AddSingleton<MaintenanceState>();

    /// <summary>Maps all that administrators can do.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var administration = routes.MapGroup("/api/v1/administration").WithTags("Administration");
        administration.MapUsers();
        administration.MapTeamUse();
        administration
            .MapGet("/installation", ReadAsync)
            .Allow(AccessRule.Installation)
            .WithName("ReadInstallation")
            .WithSummary("What is set for the whole installation.");
        administration
            .MapPut("/registration", SetRegistrationAsync)
            .Allow(AccessRule.Installation)
            .WithName("SetRegistration")
            .WithSummary("Says who may make an account: everybody, or who is invited.");
        administration
            .MapPut("/maintenance", BeginMaintenanceAsync)
            .Allow(AccessRule.Installation)
            .WithName("BeginMaintenance")
            .WithSummary("Has changes refused until maintenance is ended; reading goes on, administrators may change.");
        administration
            .MapDelete("/maintenance", EndMaintenanceAsync)
            .Allow(AccessRule.Installation)
            .WithName("EndMaintenance")
            .WithSummary("Ends maintenance.");
        administration
            .MapGet("/audit", AuditAsync)
            .Allow(AccessRule.Installation)
            .MayBeLate()
            .WithName("ListInstallationAuditEvents")
            .WithSummary("Lists who did what that belongs to no team, newest first.");
        administration
            .MapGet("/audit/verification", VerifyAsync)
            .Allow(AccessRule.Installation)
            .MayBeLate()
            .WithName("VerifyInstallationAuditLog")
            .WithSummary("Checks the chain of hashes of the installation's own audit log.");
    }

    private static async Task<Ok<InstallationResponse>> ReadAsync(
        PlatformContext records,
        IOptions<AccountOptions> account,
        IOptions<LimitsOptions> limits,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            Response(
                await records.Set<Installation>().AsNoTracking().SingleAsync(cancellationToken),
                account.Value,
                limits.Value
            )
        );

    private static async Task<Ok<InstallationResponse>> SetRegistrationAsync(
        RegistrationRequest request,
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        IOptions<AccountOptions> account,
        IOptions<LimitsOptions> limits,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var installation = await records.Set<Installation>().SingleAsync(cancellationToken);
        installation.Admit(request.Registration);
        await audit.SaveAsync(
            caller.Origin(http),
            new("installation.set-registration", AuditLog.Installation)
            {
                Detail = request.Registration?.ToString().ToLowerInvariant() ?? "as configured",
            },
            cancellationToken
        );
        return TypedResults.Ok(Response(installation, account.Value, limits.Value));
    }

    private static async Task<Results<Ok<Maintenance>, ProblemHttpResult>> BeginMaintenanceAsync(
        MaintenanceRequest request,
        Caller caller,
        PlatformContext records,
        MaintenanceState state,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var isPast = request.Until <= now;
        var fault =
            AdministrationTexts.Fault("reason", request.Reason)
            ?? (isPast ? "'until' has passed; state a time to come, or leave it out." : null);
        if (fault is not null)
        {
            return AdministrationProblems.NotRight(fault).ToHttp();
        }

        var installation = await records.Set<Installation>().SingleAsync(cancellationToken);
        installation.BeginMaintenance(request.Reason.Trim(), request.Until?.ToUniversalTime(), now);
        await audit.SaveAsync(
            caller.Origin(http),
            new("maintenance.begin", AuditLog.Installation) { Detail = installation.MaintenanceReason },
            cancellationToken
        );
        state.Forget();
        return TypedResults.Ok(
            new Maintenance(
                installation.MaintenanceSince!.Value,
                installation.MaintenanceUntil,
                installation.MaintenanceReason
            )
        );
    }

    private static async Task<NoContent> EndMaintenanceAsync(
        Caller caller,
        PlatformContext records,
        MaintenanceState state,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        (await records.Set<Installation>().SingleAsync(cancellationToken)).EndMaintenance();
        await audit.SaveAsync(caller.Origin(http), new("maintenance.end", AuditLog.Installation), cancellationToken);
        state.Forget();
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<AuditEventResponse>>> AuditAsync(
        [AsParameters] PageRequest page,
        [AsParameters] AuditFilter filter,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await AuditPages.ReadAsync(records, AuditLog.Installation, page, filter, cancellationToken));

    private static async Task<Ok<AuditVerification>> VerifyAsync(
        PlatformContext records,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await AuditVerification.OfAsync(records, AuditLog.Installation, cancellationToken));

    private static InstallationResponse Response(
        Installation installation,
        AccountOptions account,
        LimitsOptions limits
    ) =>
        new(
            installation.Registration ?? account.Registration,
            installation.Registration is not null,
            installation.MaintenanceSince is { } since
                ? new Maintenance(since, installation.MaintenanceUntil, installation.MaintenanceReason)
                : null,
            limits.Tiers
        );
}
