using System.Net.Http.Json;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Tests.Credentials;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Infrar.Platform.Tests.Hosting;

public sealed class MasterKeyRenewalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_rotation_nothing_needs_the_old_version_while_the_platform_serves_and_after_it_starts_again()
    {
        var folder = Directory.CreateTempSubdirectory("infrar-rotate-");
        var data = $"--Server:DataFolder={folder.FullName}";
        Person person;
        Totp totp;
        await using (var platform = await TestPlatform.StartAsync(false, Cancel, data))
        {
            person = await platform.PersonAsync(Cancel);
            totp = await SecondFactorAsync(person);
            var project = await person.ProjectAsync("Sealed", Cancel);
            var at = $"/api/v1/projects/{project.Text("id")}/credentials";
            await StoreAsync(person, $"{at}/before");

            var rotated = await PlatformProgram.RunAsync("rotate-key", data);
            Assert.Equal((0, ""), (rotated.ExitCode, rotated.Errors));
            Assert.Contains("1 signing keys, 1 second factors", rotated.Output, StringComparison.Ordinal);
            // The process that served before knows of the new version by itself.
            await StoreAsync(person, $"{at}/after");
            var forgotten = await PlatformProgram.RunAsync("rotate-key", data, "--RotateKey:ForgetOld=true");
            Assert.Contains("Older versions removed: 1.", forgotten.Output, StringComparison.Ordinal);
            await StoreAsync(person, $"{at}/last");
        }

        await using var again = await TestPlatform.StartAsync(false, Cancel, data);
        await using var scope = again.Services.CreateAsyncScope();
        var vault = scope.ServiceProvider.GetRequiredService<CredentialVault>();
        var stored = await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<Credential>()
            .ToListAsync(Cancel);
        Assert.Equal(3, stored.Count);
        foreach (var credential in stored)
        {
            Assert.NotNull(await vault.FindAsync(credential, Cancel));
        }

        // An old access token, signed by a key that was sealed anew, and a new sign-in with the second factor.
        using var client = again.Anonymous();
        client.DefaultRequestHeaders.Authorization = person.Client.DefaultRequestHeaders.Authorization;
        _ = await client.PostJsonAsync(
            "/api/v1/sessions",
            new
            {
                email = person.Email,
                password = TestPlatform.Password,
                totp = totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30)),
            },
            Cancel
        );
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Variables_and_files_of_runs_are_read_when_the_old_version_is_gone()
    {
        const string Secret = "sealed-before-the-rotation";
        var folder = Directory.CreateTempSubdirectory("infrar-rotate-");
        string[] settings = [$"--Server:DataFolder={folder.FullName}", "--Executor:Slots=0"];
        Run run;
        await using (var platform = await TestPlatform.StartAsync(false, Cancel, settings))
        {
            var person = await platform.PersonAsync(Cancel);
            var project = (await person.ProjectAsync("Sealed", Cancel)).Text("id");
            using var set = await person.Client.PutAsJsonAsync(
                $"/api/v1/projects/{project}/workspaces/production/variables/db_password",
                new { value = Secret, sensitive = true },
                Cancel
            );
            set.EnsureSuccessStatusCode();
            await using var before = platform.Services.CreateAsyncScope();
            run = await WorkspaceVariableTests.RunOf(before.ServiceProvider, Id<Project>.Parse(project, null), Secret);
        }

        var rotated = await PlatformProgram.RunAsync("rotate-key", settings[0]);
        var forgotten = await PlatformProgram.RunAsync("rotate-key", settings[0], "--RotateKey:ForgetOld=true");

        Assert.Contains("1 variables, 1 files of runs.", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("Older versions removed: ", forgotten.Output, StringComparison.Ordinal);
        await using var again = await TestPlatform.StartAsync(false, Cancel, settings);
        await using var scope = again.Services.CreateAsyncScope();
        await WorkspaceVariableTests.AssertReadAsync(scope.ServiceProvider, run, Secret);
        folder.Delete(recursive: true);
    }

    private static async Task<Totp> SecondFactorAsync(Person person)
    {
        var key = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor",
            new { password = TestPlatform.Password },
            Cancel
        );
        var totp = new Totp(Base32Encoding.ToBytes(key.Text("key")));
        _ = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor/confirm",
            new { totp = totp.ComputeTotp() },
            Cancel
        );
        return totp;
    }

    private static async Task StoreAsync(Person person, string path)
    {
        using var stored = await person.Client.PutAsJsonAsync(
            path,
            new { kind = "aws-keys", fields = Examples.AwsKeys() },
            Cancel
        );
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancel));
    }
}
