using System.Diagnostics;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Parts.Secrets;

/// <summary>The stand-in understands AWS's own client, so that not both ends of the protocol are ours.</summary>
public sealed class SecretsManagerServerTests
{
    private const string Script = """
        import * as aws from '@aws-sdk/client-secrets-manager';
        const client = new aws.SecretsManagerClient({
          endpoint: process.env.URL, region: 'eu-central-1', maxAttempts: 1,
          credentials: { accessKeyId: process.env.ACCESS_KEY, secretAccessKey: process.env.SECRET_KEY },
        });
        const refused = async command => {
          try { await client.send(command); return 'accepted'; } catch (fault) { return fault.name; }
        };
        const SecretId = '/infrar/production/users/prj-1/aws-credentials';
        console.log(await refused(new aws.GetSecretValueCommand({ SecretId })));
        await client.send(new aws.CreateSecretCommand({ Name: SecretId, SecretString: 'first' }));
        await client.send(new aws.PutSecretValueCommand({ SecretId, SecretString: 'second' }));
        console.log((await client.send(new aws.GetSecretValueCommand({ SecretId }))).SecretString);
        const Filters = [{ Key: 'name', Values: ['/infrar/'] }];
        console.log((await client.send(new aws.ListSecretsCommand({ Filters }))).SecretList[0].Name);
        await client.send(new aws.DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
        console.log(await refused(new aws.DescribeSecretCommand({ SecretId })));
        """;

    [Theory]
    [InlineData(
        AwsJsonServer.SecretKey,
        "ResourceNotFoundException\nsecond\n/infrar/production/users/prj-1/aws-credentials\nResourceNotFoundException\n"
    )]
    [InlineData("wrong", "InvalidSignatureException\n")]
    public async Task The_client_of_AWS_is_answered_as_by_AWS(string secretKey, string expected)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("infrar-aws-client-");
        try
        {
            var installed = await RunAsync(folder, "npm", InstallArguments, [], cancel);
            Assert.SkipWhen(installed is null, "npm or @aws-sdk/client-secrets-manager cannot be had here.");
            await using var server = new SecretsManagerServer();
            await server.StartAsync(cancel);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "try.mjs"), Script, cancel);

            var run = await RunAsync(
                folder,
                "node",
                ["try.mjs"],
                new()
                {
                    ["URL"] = server.Url,
                    ["ACCESS_KEY"] = AwsJsonServer.AccessKey,
                    ["SECRET_KEY"] = secretKey,
                },
                cancel,
                mustSucceed: secretKey is AwsJsonServer.SecretKey
            );

            Assert.Equal(expected, run);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] InstallArguments =>
        ["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", "@aws-sdk/client-secrets-manager@3"];

    private static async Task<string?> RunAsync(
        DirectoryInfo folder,
        string program,
        string[] arguments,
        Dictionary<string, string> variables,
        CancellationToken cancellationToken,
        bool mustSucceed = true
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode is 0 || !mustSucceed ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
