using System.Diagnostics;
using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>What the GitHub Action and the GitLab template run, in a repository of its own.</summary>
public sealed class PullRequestTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2, "INFRAR_BUDGET", "1")]
    [InlineData(1, "INFRAR_BASE", "no-such-revision")]
    public async Task A_pull_request_gets_a_comment_findings_and_an_exit_code(int expected, params string[] variable)
    {
        using var repository = Shop.Open();
        await Bash(
            repository.Folder,
            [],
            "git init -q && git add . && git -c user.name=t -c user.email=t@example.com commit -qm first"
        );
        repository.Write(
            "infrar.yaml",
            Shop.Manifest.Replace("size: 20 GiB", "size: 30 GiB", StringComparison.Ordinal)
        );
        var root = Repository.Root(typeof(PullRequestTests).Assembly);

        var exitCode = await Bash(
            repository.Folder,
            [
                ("INFRAR", Path.Combine(AppContext.BaseDirectory, "infrar")),
                ("INFRAR_ENVIRONMENT", "production"),
                ("INFRAR_BASE", "HEAD"),
                .. variable is [var name, var value] ? [(name, value)] : Array.Empty<(string, string)>(),
            ],
            $"'{root}/integrations/pull-request' report 2>/dev/null"
        );

        Assert.Equal(expected, exitCode);
        if (expected == 1)
        {
            return;
        }

        var comment = repository.Read("report/comment.md");
        Assert.StartsWith("<!-- infrar -->\n", comment, StringComparison.Ordinal);
        Assert.Contains("allocated", comment, StringComparison.Ordinal);
        // GitHub refuses a comment that is longer.
        Assert.InRange(comment.Length, 1, 65_536);
        using var sarif = JsonDocument.Parse(repository.Read("report/infrar.sarif"));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        using var infracost = JsonDocument.Parse(repository.Read("report/infracost.json"));
        Assert.NotEqual("0", infracost.RootElement.GetProperty("diffTotalMonthlyCost").GetString());
    }

    private static async Task<int> Bash(string folder, (string Name, string Value)[] environment, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
