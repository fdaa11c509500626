using System.Collections.Immutable;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Builder;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds;

/// <summary>What a project's builds are set up by: its registry, and secrets for their steps.</summary>
internal static class BuildSettingsEndpoints
{
    public static void MapBuildSettings(this IEndpointRouteBuilder routes)
    {
        var registry = routes.MapGroup("/api/v1/projects/{project}/registry").WithTags("Builds");
        registry
            .MapGet("", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadRegistry")
            .WithSummary("Where the project's images are kept, and the public key that they are signed with.");
        registry
            .MapPut("", SetAsync)
            .Allow(AccessRule.Project(Role.Owner, Scope.ProjectsWrite))
            .WithName("SetRegistry")
            .WithSummary("Names the registry for the project's images, in the place of the installation's.");
        registry
            .MapDelete("", RemoveAsync)
            .Allow(AccessRule.Project(Role.Owner, Scope.ProjectsWrite))
            .WithName("RemoveRegistry")
            .WithSummary("Goes back to the installation's registry; images stay where they are.");
        var secrets = routes.MapGroup("/api/v1/projects/{project}/build-secrets").WithTags("Builds");
        secrets
            .MapGet("", ListSecretsAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.CredentialsRead))
            .WithName("ListBuildSecrets")
            .WithSummary("Names of the secrets that steps of builds may read; never their values.");
        secrets
            .MapPut("/{name}", SetSecretAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .WithName("SetBuildSecret")
            .WithSummary(
                "Sets a secret for steps of builds: RUN --mount=type=secret,id=NAME reads it, and no layer keeps it."
            );
        secrets
            .MapDelete("/{name}", RemoveSecretAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .WithName("RemoveBuildSecret")
            .WithSummary("Removes a secret for steps of builds.");
    }

    private static async Task<Results<Ok<RegistryResponse>, ProblemHttpResult>> ReadAsync(
        ProjectAccess access,
        PlatformContext records,
        ImageSigningKeys keys,
        IOptions<BuilderOptions> options,
        CancellationToken cancellationToken
    )
    {
        var stated = await records
            .Set<ProjectRegistry>()
            .AsNoTracking()
            .FirstOrDefaultAsync(r => r.ProjectId == access.Id, cancellationToken);
        if (stated is null && options.Value.Registry is "")
        {
            return BuildProblems.NoRegistry().ToHttp();
        }

        using var key = await keys.OfAsync(access.Id, cancellationToken);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        return TypedResults.Ok(
            stated is null
                ? new RegistryResponse($"{options.Value.Registry}/{access.Id}", false, null, null, 0, pem)
                : new(stated.Address, true, stated.User, stated.Credential, stated.KeepDays, pem)
        );
    }

    private static async Task<Results<Ok<RegistryResponse>, ProblemHttpResult>> SetAsync(
        SetRegistryRequest request,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        ISecretVault vault,
        ImageSigningKeys keys,
        AuditLog audit,
        HttpContext http,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (request.Faults() is { IsEmpty: false } faults)
        {
            return BuildProblems.NotRight().ToHttp(faults);
        }

        var stated = await records
            .Set<ProjectRegistry>()
            .FirstOrDefaultAsync(r => r.ProjectId == access.Id, cancellationToken);
        var path = SecretPath.OfProject(access.Id.Value, ProjectRegistry.PasswordName);
        if (request.Password is { } password)
        {
            await vault.PutAsync(path, password, cancellationToken);
        }
        else if (stated is null || !stated.IsFor(request.Address, request.User))
        {
            // Whoever changes the address never saw the password; it is not sent to a place of their choice.
            await vault.DeleteAsync(path, cancellationToken);
        }

        if (stated is null)
        {
            stated = ProjectRegistry.Of(access.Id);
            records.Add(stated);
        }

        stated.Set(request, caller.UserId, time.GetUtcNow());
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            new("registry.set", stated.Address) { ProjectId = access.Id.Value },
            cancellationToken
        );
        using var key = await keys.OfAsync(access.Id, cancellationToken);
        return TypedResults.Ok(
            new RegistryResponse(
                stated.Address,
                true,
                stated.User,
                stated.Credential,
                stated.KeepDays,
                key.ExportSubjectPublicKeyInfoPem()
            )
        );
    }

    private static async Task<NoContent> RemoveAsync(
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        ISecretVault vault,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (
            await records
                .Set<ProjectRegistry>()
                .FirstOrDefaultAsync(r => r.ProjectId == access.Id, cancellationToken) is
            { } stated
        )
        {
            records.Remove(stated);
            await audit.SaveAsync(
                access.TeamId,
                caller.Origin(http),
                new("registry.remove", stated.Address) { ProjectId = access.Id.Value },
                cancellationToken
            );
        }

        await vault.DeleteAsync(SecretPath.OfProject(access.Id.Value, ProjectRegistry.PasswordName), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ImmutableArray<BuildSecretResponse>>> ListSecretsAsync(
        ProjectAccess access,
        BuildSecrets secrets,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            (await secrets.NamesAsync(access.Id, cancellationToken))
                .Select(name => new BuildSecretResponse(name))
                .ToImmutableArray()
        );

    private static async Task<Results<NoContent, ProblemHttpResult>> SetSecretAsync(
        string name,
        SetBuildSecretRequest request,
        Caller caller,
        ProjectAccess access,
        BuildSecrets secrets,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (!BuildSecrets.IsName(name))
        {
            errors.Add(
                new(
                    "A name has 1 to 40 lower-case letters, digits, '-', '_' and '.', and begins with a letter or digit.",
                    "/name"
                )
            );
        }

        if (request.Value.Reveal().Length is 0 or > BuildSecrets.Longest)
        {
            errors.Add(new($"A value has 1 to {BuildSecrets.Longest} characters.", "/value"));
        }

        if (
            errors.Count is 0
            && (await secrets.NamesAsync(access.Id, cancellationToken)) is var names
            && names.Length >= BuildSecrets.Most
            && !names.Contains(name)
        )
        {
            errors.Add(new($"A project has at most {BuildSecrets.Most}.", "/name"));
        }

        if (errors.Count > 0)
        {
            return BuildProblems.NotRight().ToHttp(errors.ToImmutable());
        }

        await secrets.SetAsync(access.Id, name, request.Value, cancellationToken);
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            new("build-secret.set", name) { ProjectId = access.Id.Value },
            cancellationToken
        );
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveSecretAsync(
        string name,
        Caller caller,
        ProjectAccess access,
        BuildSecrets secrets,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (BuildSecrets.IsName(name) && await secrets.RemoveAsync(access.Id, name, cancellationToken))
        {
            await audit.SaveAsync(
                access.TeamId,
                caller.Origin(http),
                new("build-secret.remove", name) { ProjectId = access.Id.Value },
                cancellationToken
            );
        }

        return TypedResults.NoContent();
    }
}
