using System.Net.Http.Json;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Runs;

/// <summary>What engines get of credentials, with providers that really check who asks.</summary>
public sealed class RunCredentialTests(ConnectedPlatforms shared) : ConnectedTests(false, shared)
{
    private const string Role = "arn:aws:iam::123456789012:role/infrar-of-runs";

    [Theory]
    [InlineData("aws-role")]
    [InlineData("aws-web-identity")]
    public async Task A_role_is_taken_on_and_its_keys_are_lent_to_one_engine(string kind)
    {
        var (project, run) = await StoredAsync(kind);
        Providers.Roles[Role] = "prj:01/external";
        Providers.WebRoles[Role] = $"{Platform.Address} project:{project}";
        await using var scope = Platform.Services.CreateAsyncScope();

        var collected = await RunInputs.CollectAsync(scope.ServiceProvider, run, isStandIn: false, Cancel);

        Assert.True(collected.Succeeded(out var inputs, out var problem), problem?.Detail);
        Assert.Equal("ASIALENTLENTLENTLENT", inputs.Environment["AWS_ACCESS_KEY_ID"]);
        Assert.Equal("lent-to/infrar-run", inputs.Environment["AWS_SECRET_ACCESS_KEY"]);
        Assert.Equal("token+of/", inputs.Environment["AWS_SESSION_TOKEN"][..9]);
        Assert.DoesNotContain("AWS_ROLE_ARN", inputs.Environment.Keys);
        // The log masks them, also when it is handed in by a process that never had them.
        var masked = new SecretMask(inputs.Secrets).Mask($"key lent-to/infrar-run id");
        Assert.DoesNotContain("lent-to", masked, StringComparison.Ordinal);
        var folder = new PhaseFolder(Directory.CreateTempSubdirectory("infrar-lent-").FullName, run.Id, 1);
        var sealing = scope.ServiceProvider.GetRequiredService<Sealing>();
        await LentKeys.WriteAsync(sealing, run, folder, inputs.Lent, Cancel);
        var read = await LentKeys.ReadAsync(sealing, run, folder, Cancel);
        Assert.Equal(inputs.Lent.Select(s => s.Reveal()), read.Select(s => s.Reveal()));
        Assert.All(
            Directory.GetFiles(folder.Path),
            f => Assert.DoesNotContain("lent-to", File.ReadAllText(f), StringComparison.Ordinal)
        );
        Directory.Delete(folder.Path, recursive: true);
    }

    [Theory]
    [InlineData("aws-role")]
    [InlineData("aws-web-identity")]
    public async Task A_role_that_is_refused_ends_the_run_before_anything_is_done(string kind)
    {
        var (_, run) = await StoredAsync(kind);
        _ = Providers.Roles.TryRemove(Role, out _);
        _ = Providers.WebRoles.TryRemove(Role, out _);
        await using var scope = Platform.Services.CreateAsyncScope();

        var collected = await RunInputs.CollectAsync(scope.ServiceProvider, run, isStandIn: false, Cancel);

        Assert.False(collected.Succeeded(out _, out var problem));
        Assert.Equal("RUN020", problem.Code);
        Assert.Contains(kind, problem.Detail, StringComparison.Ordinal);
        Assert.Contains("AccessDenied", problem.Detail, StringComparison.Ordinal);
    }

    private async Task<(string Project, Run Run)> StoredAsync(string kind)
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync($"Lent {kind}", Cancel)).Text("id");
        object fields = kind is "aws-role"
            ? new { roleArn = Role, externalId = "prj:01/external" }
            : new { roleArn = Role };
        (
            await person.Client.PutAsJsonAsync(
                $"/api/v1/projects/{project}/credentials/{kind}",
                new { kind, fields },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        var workspace = Workspace.Create(new Id<Project>(project), "production", TimeProvider.System);
        var made = new NewRun(RunOperation.Plan, "", false, null, "");
        return (
            project,
            Run.Create(Id<Run>.New(TimeProvider.System), workspace, made, new(person.UserId), DateTimeOffset.UtcNow)
        );
    }
}
