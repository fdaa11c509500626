using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Projects;

public sealed class ResidencyTests(SharedPlatforms shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Placement { get; } =
        File.ReadAllText(Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"));

    // The manifest requires nothing of staging, and its 'aws' lies in Virginia.
    [Theory]
    [InlineData("eu", false)]
    [InlineData("us", true)]
    [InlineData(null, true)]
    public async Task A_strategy_that_keeps_data_elsewhere_cannot_be_chosen_and_findings_say_why(
        string? residency,
        bool isAllowed
    )
    {
        var person = await (await shared.On(postgres: false)).PersonAsync(Cancel);
        await person.Client.PostJsonAsync(
            "/api/v1/projects",
            new
            {
                team = person.Team,
                name = "Resident",
                residency,
                manifest = Placement,
            },
            Cancel
        );
        const string at = "/api/v1/projects/resident";

        var chosen = await person.Client.PutAsJsonAsync(
            $"{at}/environments/staging/strategy",
            new { strategy = "aws" },
            Cancel
        );
        var findings = await person.Client.GetJsonAsync($"{at}/findings?environment=staging&strategy=aws", Cancel);

        var outside = findings.GetProperty("findings").EnumerateArray().Any(f => f.Text("check") is "RES001");
        Assert.Equal(!isAllowed, outside);
        if (isAllowed)
        {
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        }
        else
        {
            var text = await chosen.Content.ReadAsStringAsync(Cancel);
            Assert.Equal("PRJ013", await chosen.ProblemCodeAsync(Cancel));
            Assert.Contains("'database' keeps data in us-east-1 (US)", text.Replace("\\u0027", "'"));
        }
    }

    [Fact]
    public async Task A_comparison_holds_every_option_against_the_projects_residency()
    {
        var person = await (await shared.On(postgres: false)).PersonAsync(Cancel);
        foreach (var residency in (string?[])["eu", "us", null])
        {
            await person.Client.PostJsonAsync(
                "/api/v1/projects",
                new
                {
                    team = person.Team,
                    name = $"Compared {residency}",
                    residency,
                    manifest = Placement,
                },
                Cancel
            );
        }

        var (eu, us, any) = (
            await OptionsAsync("compared-eu"),
            await OptionsAsync("compared-us"),
            await OptionsAsync("compared")
        );

        // All that 'aws' keeps would lie in Virginia.
        Assert.Contains("(US)", eu["aws"].Unmet);
        Assert.Equal(("", ""), (us["aws"].Unmet, any["aws"].Unmet));
        // Where all is allowed, nothing is found for its place, and the same options are there.
        Assert.Equal(any.Keys.Order(), eu.Keys.Order());
        Assert.All(any.Values, option => Assert.Equal("", option.Unmet));
        Assert.True(eu["aws"].Findings > any["aws"].Findings, "The comparison found nothing of the residency.");

        async Task<Dictionary<string, (string Unmet, int Findings)>> OptionsAsync(string project)
        {
            var comparison = await person.Client.GetJsonAsync(
                $"/api/v1/projects/{project}/comparison?environment=staging",
                Cancel
            );
            return comparison
                .GetProperty("options")
                .EnumerateArray()
                .ToDictionary(o => o.Text("strategy"), o => (Unmet(o), Findings(o)));
        }

        static string Unmet(JsonElement option) =>
            string.Join(
                "; ",
                option
                    .GetProperty("unmetRequirements")
                    .EnumerateArray()
                    .Where(u => u.Text("requirement") is "residency")
                    .Select(u => u.Text("reason"))
            );

        static int Findings(JsonElement option) =>
            option.TryGetProperty("findings", out var findings)
                ? findings.EnumerateObject().Sum(severity => severity.Value.GetInt32())
                : 0;
    }
}
