using System.IO.Compression;
using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests.Remote;

/// <summary>Runs from the command line, with an engine that is real and clouds that are stood in for.</summary>
public sealed class RunTests(RunningPlatform platform)
{
    private static readonly string[] _aws = ["-e", "production", "-s", "aws"];

    [Fact]
    public async Task A_plan_says_what_changes_and_what_a_month_costs()
    {
        using var ada = await OwnerAsync();

        var table = await ada.RunAsync(["run", "plan", .. _aws, "--detailed-exitcode"]);
        var json = await ada.RunAsync(["run", "plan", .. _aws, "--format", "json"]);
        var markdown = await ada.RunAsync(["run", "plan", .. _aws, "--format", "markdown"]);

        Assert.True(table.ExitCode is 2, table.Error);
        Assert.Matches(@"Plan: \d+ to create\. A month costs \$0\.00 → \$\d+\.\d\d \(▲ \+\$", table.Words);
        Assert.Contains("aws_s3_bucket.files", table.Output, StringComparison.Ordinal);
        Assert.Contains("Planning …", table.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        using var run = JsonDocument.Parse(json.Output);
        Assert.Equal("planned_and_finished", run.RootElement.GetProperty("status").GetString());
        Assert.Contains("| create |", markdown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_shown_asked_about_and_applied()
    {
        using var ada = await OwnerAsync();

        var no = await ada.RunAsync(["run", "apply", .. _aws], typed: "\n");
        var yes = await ada.RunAsync(["run", "apply", .. _aws, "-m", "Ten more"], typed: "y\n");
        var again = await ada.RunAsync(["run", "apply", .. _aws, "--auto-approve"]);

        Assert.Equal(1, no.ExitCode);
        Assert.Contains("is discarded. Nothing was changed.", no.Output, StringComparison.Ordinal);
        Assert.True(yes.ExitCode is 0, yes.Error);
        Assert.Contains("Approve? [y/N]", yes.Error, StringComparison.Ordinal);
        Assert.Contains("Applying …", yes.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?<n>\d+) of \k<n> done", yes.Error);
        Assert.Contains("Applied: ", yes.Output, StringComparison.Ordinal);
        Assert.True(again.ExitCode is 0, again.Error);
        Assert.Contains("Nothing is to change.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_is_there_to_ask_the_plan_waits_and_whoever_comes_next_is_told_so()
    {
        using var ada = await OwnerAsync();

        var waits = await ada.RunAsync(["run", "apply", .. _aws]);
        var run = (await ada.JsonAsync("run", "list"))[0].GetProperty("id").GetString()!;
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        using var console = new TestConsole(ada.Folder);
        console.Variables["XDG_CONFIG_HOME"] = Path.Combine(ada.Folder, "config");
        var left = await console.Run(leaving.Token, ["run", "apply", .. _aws]);
        var approved = await ada.DoAsync("run", "approve", run, "-m", "Agreed");
        var log = await ada.DoAsync("run", "logs", run, "--follow");
        var lines = await ada.DoAsync("run", "logs", run, "--format", "json");
        var shown = await ada.DoAsync("run", "show", run);

        Assert.Equal(2, waits.ExitCode);
        Assert.Contains($"infrar run approve {run}", waits.Words, StringComparison.Ordinal);
        Assert.Equal(130, left);
        Assert.Contains("1 run of production comes before it", console.Error, StringComparison.Ordinal);
        Assert.Contains("goes on at the server", console.Error, StringComparison.Ordinal);
        Assert.Contains($"Run {run} is approved.", approved, StringComparison.Ordinal);
        Assert.Contains("Creation complete", log, StringComparison.Ordinal);
        Assert.All(lines.Trim().Split('\n'), l => Assert.StartsWith("{\"event\":\"log\"", l, StringComparison.Ordinal));
        Assert.Contains("Agreed", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_of_a_run_is_fetched()
    {
        using var ada = await OwnerAsync();
        var run = (await ada.JsonAsync(["run", "plan", .. _aws])).GetProperty("id").GetString()!;

        await ada.DoAsync("run", "download", run, "--what", "configuration", "-o", "files.zip");
        var difference = await ada.DoAsync("run", "download", run, "--what", "difference");
        var none = await ada.RunAsync(["run", "download", run, "--what", "apply-log"]);
        var unnamed = await ada.RunAsync(["run", "download", run, "--what", "plan"]);
        var unknown = await ada.RunAsync(["run", "download", run, "--what", "plam"]);

        using var zip = ZipFile.OpenRead(Path.Combine(ada.Folder, "files.zip"));
        Assert.Contains("versions.tf", zip.Entries.Select(e => e.FullName));
        await Schemas.AssertValid(difference, "diff");
        Assert.Contains("error RUN014", none.Error, StringComparison.Ordinal);
        Assert.Contains("error SRV009", unnamed.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'plan'?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_come_from_an_argument_a_file_or_standard_input_and_sensitive_ones_are_kept_back()
    {
        using var ada = await OwnerAsync();
        string[] set = ["workspace", "variables", "set", "-e", "production"];
        ada.Write("key.pem", "line one\nline two\n");

        await ada.DoAsync([.. set, "log_level", "debug"]);
        await ada.DoAsync([.. set, "tls_key", "--from-file", "key.pem"]);
        var piped = await ada.RunAsync([.. set, "db_password", "-", "--sensitive"], piped: "hunter-2\n");
        var none = await ada.RunAsync([.. set, "nothing"]);
        var wrong = await ada.RunAsync([.. set, "1st", "x"]);
        var table = await ada.DoAsync("workspace", "variables", "list");
        var json = await ada.DoAsync("workspace", "variables", "list", "--format", "json");

        Assert.Equal("db_password is set in production.\n", piped.Output);
        Assert.Contains("error SRV009", none.Error, StringComparison.Ordinal);
        Assert.Contains("error WSP007", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("(sensitive)", table, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-2", table + json, StringComparison.Ordinal);
        Assert.Contains("line one\\nline two\\n", json, StringComparison.Ordinal);
        await ada.DoAsync("workspace", "variables", "unset", "log_level");
        Assert.Equal(2, (await ada.JsonAsync("workspace", "variables", "list")).GetArrayLength());
    }

    [Fact]
    public async Task A_folder_of_ones_own_is_run_in_the_place_of_the_manifest()
    {
        using var ada = await OwnerAsync();
        ada.Write("infra/main.tf", "module \"one\" {\n  source = \"./one\"\n}\n");
        ada.Write("infra/one/main.tf", "resource \"terraform_data\" \"own\" {\n  input = \"x\"\n}\n");
        ada.Write("infra/secret.auto.tfvars", "unused = 1\n");
        ada.Write("infra/.terraformignore", "*.auto.tfvars\n");
        ada.Write("infra/.gitignore", "one\n");
        ada.Write("infra/.terraform/providers/some", "large");
        ada.Write("infra/terraform.tfstate", "{}");
        ada.Write("empty/readme.md", "nothing");
        string[] own = ["-e", "production", "--configuration", "infra"];

        var applied = await ada.RunAsync(["run", "apply", .. own, "--auto-approve"]);
        var run = (await ada.JsonAsync("run", "list"))[0];
        await ada.DoAsync(
            "run",
            "download",
            run.GetProperty("id").GetString()!,
            "--what",
            "configuration",
            "-o",
            "c.zip"
        );
        var none = await ada.RunAsync(["run", "plan", "-e", "production", "--configuration", "nowhere"]);
        var empty = await ada.RunAsync(["run", "plan", "-e", "production", "--configuration", "empty"]);
        var both = await ada.RunAsync(["run", "plan", .. own, "-s", "aws"]);

        Assert.True(applied.ExitCode is 0, applied.Error);
        Assert.Contains("module.one.terraform_data.own", applied.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategy").ValueKind);
        using var zip = ZipFile.OpenRead(Path.Combine(ada.Folder, "c.zip"));
        Assert.Equal(
            [".gitignore", ".terraformignore", "main.tf", "one/main.tf"],
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)
        );
        Assert.Contains("error CLI002", none.Error, StringComparison.Ordinal);
        Assert.Contains("error CNF002", empty.Error, StringComparison.Ordinal);
        Assert.Contains("error RUN013", both.Error, StringComparison.Ordinal);
    }

    private async Task<Person> OwnerAsync()
    {
        Assert.SkipWhen(Engine.Missing is not null, Engine.Missing ?? "");
        var ada = await platform.SignedInAsync("Ada");
        var slug = $"r{Guid.NewGuid():N}"[..12];
        ada.Write("infrar.yaml", Shop.Manifest);
        await ada.DoAsync("projects", "create", "Shop", "--slug", slug, "--manifest", "infrar.yaml");
        await ada.DoAsync("link", slug);
        return ada;
    }
}
