using System.Net;
using Infrar.Platform.Parts.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.Parts.Net;

public sealed class OutsideConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("1.1.1.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    [InlineData("2002:101:101::1")]
    public void Public_addresses_are_let_through(string address) =>
        Assert.True(OutsideAddresses.IsAllowed(IPAddress.Parse(address), allowPrivate: false));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("fd12::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    public void Private_addresses_are_let_through_only_when_allowed(string address)
    {
        Assert.False(OutsideAddresses.IsAllowed(IPAddress.Parse(address), allowPrivate: false));
        Assert.True(OutsideAddresses.IsAllowed(IPAddress.Parse(address), allowPrivate: true));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    [InlineData("255.255.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("100.100.100.200")]
    public void Metadata_and_special_addresses_are_never_let_through(string address)
    {
        Assert.False(OutsideAddresses.IsAllowed(IPAddress.Parse(address), allowPrivate: false));
        Assert.False(OutsideAddresses.IsAllowed(IPAddress.Parse(address), allowPrivate: true));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_server_on_this_machine_is_not_reached_however_it_is_written(string host)
    {
        var asked = 0;
        await using var server = await ServeAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync("inside");
        });
        await using var services = Services(allowPrivate: false);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() =>
            Client(services).GetAsync($"http://{host}:{Port(server)}/", Token)
        );

        Assert.IsType<ForbiddenAddressException>(fault.InnerException ?? fault);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task It_is_reached_where_private_networks_are_allowed()
    {
        await using var server = await ServeAsync(context => context.Response.WriteAsync("inside"));
        await using var services = Services(allowPrivate: true);

        Assert.Equal("inside", await Client(services).GetStringAsync($"http://localhost:{Port(server)}/", Token));
    }

    [Fact]
    public async Task A_redirect_to_the_metadata_address_is_refused_even_then()
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.Redirect("http://169.254.169.254/latest/meta-data/");
            return Task.CompletedTask;
        });
        await using var services = Services(allowPrivate: true);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() =>
            Client(services).GetAsync($"http://127.0.0.1:{Port(server)}/", Token)
        );

        Assert.IsType<ForbiddenAddressException>(fault.InnerException ?? fault);
    }

    private static HttpClient Client(ServiceProvider services) =>
        services.GetRequiredService<IHttpClientFactory>().CreateClient(NetworkRegistration.Outside);

    private static ServiceProvider Services(bool allowPrivate)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Network:AllowPrivate", allowPrivate.ToString())])
            .Build();
        return new ServiceCollection().AddOutsideHttp(configuration).BuildServiceProvider();
    }

    private static int Port(WebApplication server) => new Uri(server.Urls.First()).Port;

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(Token);
        return server;
    }
}
