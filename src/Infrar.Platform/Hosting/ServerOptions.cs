using Microsoft.Extensions.Options;

namespace Infrar.Platform.Hosting;

/// <summary>Section <c>Server</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>Where the platform listens; several with semicolons between.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The address that people and programs use; it stands in tokens and links.</summary>
    public string PublicUrl { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Where the embedded parts keep what they hold.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>For how long <c>/ready</c> answers 503 before nobody is let in any more, in seconds, 0 to 300; longer than load balancers take to see it.</summary>
    public int DrainSeconds { get; set; } = 5;

    /// <summary>How long requests and jobs may take to end when the platform is told to stop, in seconds, 1 to 3600.</summary>
    public int ShutdownSeconds { get; set; } = 30;
}

/// <summary>Says every fault of <see cref="ServerOptions"/> at once.</summary>
internal sealed class ServerOptionsValidation : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var faults = new List<string>();
        if (!IsWeb(options.PublicUrl))
        {
            faults.Add(
                $"Server:PublicUrl is '{options.PublicUrl}'; state an address such as https://infrar.example.com."
            );
        }

        foreach (
            var url in options.Urls.Split(';').Where(u => !IsWeb(u.Replace("://+", "://any").Replace("://*", "://any")))
        )
        {
            faults.Add($"Server:Urls holds '{url}'; state addresses such as http://0.0.0.0:8080.");
        }

        if (options.ShutdownSeconds is < 1 or > 3600)
        {
            faults.Add($"Server:ShutdownSeconds is {options.ShutdownSeconds}; state a number from 1 to 3600.");
        }

        if (options.DrainSeconds is < 0 or > 300)
        {
            faults.Add($"Server:DrainSeconds is {options.DrainSeconds}; state a number from 0 to 300.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsWeb(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}
