using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Rehearsals;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar up</c>: becomes the platform, Infrar as a server.</summary>
internal sealed class UpCommand : PlatformCommand
{
    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Where to listen; http://127.0.0.1:8080 when left out. Several with semicolons between.",
        HelpName = "URL",
    };

    private readonly Option<string?> _publicUrl = new("--public-url")
    {
        Description = "The address that people use, where it is another one than --listen.",
        HelpName = "URL",
    };

    private readonly Option<bool> _standIn = new("--stand-in")
    {
        Description = "Have a program stand in for the clouds: runs plan, apply and destroy, and nothing real is made.",
    };

    /// <summary>Builds the command.</summary>
    public UpCommand()
        : base("up", "Start Infrar as a server: accounts, projects, estimates and files behind one API.")
    {
        Options.Add(_listen);
        Options.Add(_publicUrl);
        Options.Add(_standIn);
        AddSettings();
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar up", "on this machine, with embedded parts"),
            new("infrar up --stand-in", "to try runs without any cloud"),
            new("infrar up --listen http://0.0.0.0:8080 --public-url https://infrar.example.com", "behind a proxy"),
            new("infrar up --config infrar.json --set Database:PoolSize=50", "as a file says, but for one setting"),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var settings = Addresses(invocation.Parse).ToList();
        if (invocation.Parse.GetValue(_standIn))
        {
            if (!Engine.FindStandIn(invocation.Console).Succeeded(out var program, out var problem))
            {
                return Task.FromResult(invocation.Refuse(problem));
            }

            settings.Add($"--Executor:StandIn={invocation.Console.Resolve(program)}");
            invocation.Console.Error.WriteLine(
                "Clouds are stood in for: runs plan, apply and destroy here, and nothing real is made or paid for."
            );
        }

        return Become(invocation, ["up"], settings);
    }

    private IEnumerable<string> Addresses(ParseResult parse)
    {
        if (parse.GetValue(_listen) is { } listen)
        {
            yield return $"--Server:Urls={listen}";
            yield return $"--Server:PublicUrl={parse.GetValue(_publicUrl) ?? listen.Split(';')[0]}";
        }
        else if (parse.GetValue(_publicUrl) is { } address)
        {
            yield return $"--Server:PublicUrl={address}";
        }
    }
}
