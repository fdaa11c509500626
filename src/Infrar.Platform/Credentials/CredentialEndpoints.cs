using System.Collections.Immutable;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Teams;
using Infrar.Providers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Credentials;

/// <summary>Credentials of a project: storing, listing and deleting; no answer has a value in it.</summary>
internal static class CredentialEndpoints
{
    /// <summary>Registers what the endpoints need.</summary>
    public static void AddCredentials(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CredentialsOptions>().Bind(configuration.GetSection("Credentials")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CredentialsOptions>, CredentialsOptionsValidation>();
        services.AddScoped<CredentialVault>().AddScoped<CredentialChanges>();
        services.AddSingleton<CheckCalls>().AddSingleton<IdentityTokens>();
        services.AddClockwork<CredentialChecks>(
            CredentialChecks.Job,
            "40 0/5 * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.DoNothing
        );
        services.AddScoped<DataKeys>().AddHostedService<DataKeySignals>();
        services.AddClockwork<Rotation>(
            "rotation",
            "0 45 3 * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.FireAndProceed
        );
    }

    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/credential-kinds", ListKinds)
            .Allow(AccessRule.Account(Scope.CredentialsRead))
            .WithTags("Credentials")
            .WithName("ListCredentialKinds")
            .WithSummary("Every kind of credential with its fields and what their values look like.");
        var credentials = routes.MapGroup("/api/v1/projects/{project}/credentials").WithTags("Credentials");
        credentials
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.CredentialsRead))
            .MayBeLate()
            .WithName("ListCredentials")
            .WithSummary("The project's credentials, newest first: fingerprint and last use, never a value.");
        credentials
            .MapPut("/{name}", StoreAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .WithName("StoreCredential")
            .WithSummary(
                "Stores a credential, also in the place of the one of that name. Its values are never answered."
            );
        credentials
            .MapGet("/{name}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.CredentialsRead))
            .WithName("ReadCredential")
            .WithSummary("One credential: fingerprint, last use, what the provider says of it; never a value.")
            .WithDescription("'validation.isPending' is true while the provider is asked.");
        credentials
            .MapPost("/{name}/validation", CheckAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .WithName("ValidateCredential")
            .WithSummary("Asks the provider whether the credential is good, without changing anything there.")
            .WithDescription("The answer comes later, as 'validation' of the credential.");
        credentials
            .MapDelete("/{name}", DeleteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .WithName("DeleteCredential")
            .WithSummary("Deletes a credential and erases its values.");
    }

    private static Ok<ImmutableArray<CredentialKindResponse>> ListKinds() =>
        TypedResults.Ok(AllCredentials.Kinds.Select(CredentialKindResponse.Of).ToImmutableArray());

    private static async Task<Results<Ok<CredentialResponse>, ProblemHttpResult>> ReadAsync(
        string name,
        ProjectAccess access,
        PlatformContext records,
        IOptions<CredentialsOptions> options,
        CancellationToken cancellationToken
    ) =>
        await records
            .Set<Credential>()
            .AsNoTracking()
            .FirstOrDefaultAsync(c => c.ProjectId == access.Id && c.Name == name, cancellationToken)
            is { } credential
            ? TypedResults.Ok(Response(credential, options.Value))
            : CredentialProblems.NoSuch(access.Slug).ToHttp();

    private static async Task<Results<Accepted<CredentialResponse>, ProblemHttpResult>> CheckAsync(
        string name,
        Caller caller,
        ProjectAccess access,
        CredentialChanges changes,
        IOptions<CredentialsOptions> options,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await changes.RequestCheckAsync(access, name, caller.Origin(http), cancellationToken);
        return result.Succeeded(out var credential, out var problem)
            ? TypedResults.Accepted(
                $"/api/v1/projects/{access.Id}/credentials/{credential.Name}",
                Response(credential, options.Value)
            )
            : problem.ToHttp();
    }

    private static async Task<Ok<Page<CredentialResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        IOptions<CredentialsOptions> options,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Credential>();
        var rows = await records
            .Set<Credential>()
            .AsNoTracking()
            .Where(c => c.ProjectId == access.Id && c.Id < before)
            .OrderByDescending(c => c.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<CredentialResponse>.Of([.. rows.Select(r => Response(r, options.Value))], page.Size, c => c.Id.Value)
        );
    }

    private static async Task<Results<Ok<CredentialResponse>, ProblemHttpResult>> StoreAsync(
        string name,
        StoreCredentialRequest request,
        Caller caller,
        ProjectAccess access,
        CredentialChanges changes,
        IOptions<CredentialsOptions> options,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!CredentialName.IsName(name))
        {
            return CredentialProblems.NameNotRight().ToHttp();
        }

        if (AllCredentials.Find(request.Kind) is not { } kind)
        {
            var known = AllCredentials.Kinds.Select(k => k.Name);
            return CredentialProblems.UnknownKind(known).ToHttp(new ProblemError("There is no such kind.", "/kind"));
        }

        var stated = request.Fields.ToImmutableSortedDictionary(
            f => f.Key,
            f => f.Value?.Reveal() ?? "",
            StringComparer.Ordinal
        );
        var faults = kind.Faults(stated);
        if (faults is not [])
        {
            return CredentialProblems
                .NotOfItsForm(faults.Length)
                .ToHttp([.. faults.Select(f => new ProblemError(f.Detail, Pointer(f.Field)))]);
        }

        var values = stated.RemoveRange(stated.Where(v => v.Value.Length is 0).Select(v => v.Key));
        var result = await changes.StoreAsync(access, name, kind, values, caller.Origin(http), cancellationToken);
        return result.Succeeded(out var credential, out var problem)
            ? TypedResults.Ok(Response(credential, options.Value))
            : problem.ToHttp();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name,
        Caller caller,
        ProjectAccess access,
        CredentialChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var problem = CredentialName.IsName(name)
            ? await changes.DeleteAsync(access, name, caller.Origin(http), cancellationToken)
            : CredentialProblems.NoSuch(access.Slug);
        return problem is null ? TypedResults.NoContent() : problem.ToHttp();
    }

    // A name that no kind has may be a value that slipped into the wrong place; only what reads like a name is said back.
    private static string Pointer(string field) =>
        AllCredentials.Kinds.Any(k => k.Fields.Any(f => f.Name == field))
        || (field.Length is > 0 and <= 16 && field.All(char.IsAsciiLetter))
            ? $"/fields/{field}"
            : "/fields";

    private static CredentialResponse Response(Credential credential, CredentialsOptions options) =>
        new(
            credential.Id,
            credential.Name,
            credential.Kind,
            AllCredentials.Find(credential.Kind)?.Provider,
            credential.Fingerprint,
            credential.CreatedAt,
            credential.CreatedBy,
            credential.ChangedAt,
            credential.ChangedBy,
            credential.LastUsedAt,
            credential.LastUsedBy,
            new(
                credential.Validation,
                credential.CheckDueAt is not null,
                credential.ValidatedAt,
                credential.ValidationDetail
            ),
            options.RotationDueAt(credential.ChangedAt)
        );
}
