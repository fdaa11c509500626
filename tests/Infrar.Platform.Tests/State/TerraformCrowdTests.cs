using System.Text.Json;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.State;

/// <summary>Many real engines at one address, and real engines behind a bad network.</summary>
public abstract class TerraformCrowdTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : TerraformCrowdTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : TerraformCrowdTests(true, shared);

    private const int Crowd = 20;

    [Theory]
    [InlineData(ProxyFault.Answers500)]
    [InlineData(ProxyFault.Drops)]
    [InlineData(ProxyFault.Repeats)]
    public async Task Behind_a_bad_network_everything_comes_to_its_end(ProxyFault fault)
    {
        Assert.SkipWhen(Terraform.Missing is not null, Terraform.Missing ?? "");
        var scene = await StateScene.MakeAsync(Platform);
        await using var proxy = await FaultyProxy.StartAsync(fault, Platform.Address, Cancel);
        using var terraform = scene.Terraform(Resource("one"), proxy.Address);

        await terraform.RunAsync("init");
        await terraform.RunAsync("apply", "-auto-approve");
        terraform.Write(Resource("one") + Resource("two"));
        await terraform.RunAsync("apply", "-auto-approve");

        Assert.True(proxy.Faults >= 3, $"The network was bad only {proxy.Faults} times.");
        Assert.Equal(["one", "two"], await ResourcesAsync(scene));
        await terraform.RunAsync("destroy", "-auto-approve");
        Assert.Empty(await ResourcesAsync(scene));
        var workspace = await scene.Person.Client.GetJsonAsync(scene.Workspace, Cancel);
        Assert.Equal(JsonValueKind.Null, workspace.GetProperty("stateLock").ValueKind);
        Assert.False(File.Exists(Path.Combine(terraform.Folder, "errored.tfstate")));
    }

    [Fact]
    public async Task Twenty_at_once_wait_for_each_other_and_nothing_of_any_is_lost()
    {
        Assert.SkipWhen(Terraform.Missing is not null, Terraform.Missing ?? "");
        var scene = await StateScene.MakeAsync(Platform, "state:read", "state:write", "state:unlock");
        var crowd = Enumerable.Range(0, Crowd).Select(n => scene.Terraform(Resource($"r{n:00}"))).ToList();
        try
        {
            await Parallel.ForEachAsync(
                crowd,
                new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel },
                async (one, _) => await one.RunAsync("init")
            );
            // All of them find a lock whose holder is gone, until one breaks it.
            (await scene.Client().LockAsync(scene.State, "left-behind")).EnsureSuccessStatusCode();
            // Each adds a resource of its own to those of the others; an update that got lost would lack one.
            var applies = crowd
                .Select(
                    (one, n) =>
                        one.RunAsync("apply", "-auto-approve", "-lock-timeout=600s", $"-target=terraform_data.r{n:00}")
                )
                .ToList();
            await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
            await crowd[0].RunAsync("force-unlock", "-force", "left-behind");
            await Task.WhenAll(applies);
        }
        finally
        {
            crowd.ForEach(one => one.Dispose());
        }

        Assert.Equal(Enumerable.Range(0, Crowd).Select(n => $"r{n:00}"), await ResourcesAsync(scene));
        var versions = await scene.Person.Client.GetJsonAsync($"{scene.State}/versions?limit=200", Cancel);
        var rows = versions.GetProperty("items").EnumerateArray().Reverse().ToList();
        Assert.True(rows.Count >= Crowd);
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(v => v.GetProperty("version").GetInt32()));
        var serials = rows.Select(v => v.GetProperty("serial").GetInt64()).ToList();
        Assert.Equal(serials.Distinct().Order(), serials);
        var workspace = await scene.Person.Client.GetJsonAsync(scene.Workspace, Cancel);
        Assert.Equal(JsonValueKind.Null, workspace.GetProperty("stateLock").ValueKind);
    }

    private static string Resource(string name) =>
        $"resource \"terraform_data\" \"{name}\" {{\n  input = \"{name}\"\n}}\n";

    private static async Task<List<string>> ResourcesAsync(StateScene scene) =>
        [
            .. JsonElement
                .Parse(await scene.Client().GetStringAsync(scene.State, Cancel))
                .GetProperty("resources")
                .EnumerateArray()
                .Select(r => r.Text("name"))
                .Order(StringComparer.Ordinal),
        ];
}
