using System.Net;
using System.Net.Http.Json;
using System.Reflection;
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
}
