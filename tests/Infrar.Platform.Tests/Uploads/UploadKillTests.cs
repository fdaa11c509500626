using System.Reflection;
using Infrar.Platform.Tests.Hosting;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Uploads;

/// <summary>The real program, killed while it receives and while it checks.</summary>
public sealed class UploadKillTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_goes_on_after_the_platform_is_killed(bool postgres)
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        string[] database = postgres
            ?
            [
                "--Database:Kind=postgres",
                $"--Database:ConnectionString={await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel)}",
            ]
            : [];
        await using var platform = await PlatformProcess.StartAsync(
            Repository.Root(Assembly.GetExecutingAssembly()),
            Cancel,
            ["--Work:CheckInMilliseconds=500", .. database]
        );
        var content = Sources.Large((2 * UploadRequests.Part) + 1000);
        using var client = new HttpClient { BaseAddress = platform.Address };
        var team = await KillTests.RegisterAsync(client);
        var project = (await client.PostJsonAsync("/api/v1/projects", new { team, name = "Shop" }, Cancel)).Text("id");
        var upload = await client.BeginAsync(project, content, Cancel, UploadRequests.Hash(content));
        // Breaks off in the middle of the second part, with the platform killed meanwhile.
        using var body = new KillingContent(
            content.AsMemory(0, UploadRequests.Part + 100_000),
            content.Length,
            async () =>
            {
                while (await client.OffsetAsync(upload, Cancel) < UploadRequests.Part)
                {
                    await Task.Delay(20, Cancel);
                }

                await platform.KillAsync(Cancel);
            }
        );
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.ChunkAsync(upload, 0, body, Cancel));

        await platform.StartAsync(Cancel);
        Assert.Equal(UploadRequests.Part, await client.OffsetAsync(upload, Cancel));
        (
            await client.ChunkAsync(upload, UploadRequests.Part, content.AsMemory(UploadRequests.Part), Cancel)
        ).EnsureSuccessStatusCode();
        (await client.PostAsync($"{upload}/complete", null, Cancel)).EnsureSuccessStatusCode();
        await platform.KillAsync(Cancel);

        await platform.StartAsync(Cancel);
        Assert.Equal("detected", (await client.EndAsync(upload, Cancel)).Text("status"));
    }

    /// <summary>Sends a beginning, then has something done in the place of the rest.</summary>
    private sealed class KillingContent(ReadOnlyMemory<byte> beginning, long length, Func<Task> then) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(beginning);
            await stream.FlushAsync();
            await then();
            throw new IOException("The connection broke.");
        }

        protected override bool TryComputeLength(out long stated)
        {
            stated = length;
            return true;
        }
    }
}
