using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Remote;

/// <summary>The real, unmodified Terraform with a <c>cloud</c> block, in a folder of its own.</summary>
internal sealed class CloudTerraform : IDisposable
{
    private readonly Dictionary<string, string> _environment;
    private readonly string _cloud;

    public CloudTerraform(TlsFront front, string token, string project, string environment, string configuration)
    {
        Folder = Directory.CreateTempSubdirectory("infrar-cloud-").FullName;
        Home = Directory.CreateTempSubdirectory("infrar-home-").FullName;
        Directory.CreateDirectory(Path.Combine(Home, ".terraform.d"));
        if (token is not "")
        {
            File.WriteAllText(
                CredentialsFile,
                JsonSerializer.Serialize(
                    new { credentials = new Dictionary<string, object> { [front.Host] = new { token } } }
                )
            );
        }

        _cloud = $$"""
            terraform {
              cloud {
                hostname     = "{{front.Host}}"
                organization = "{{project}}"
                workspaces {
                  name = "{{environment}}"
                }
              }
            }

            """;
        Write(configuration);
        _environment = new()
        {
            ["HOME"] = Home,
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["CHECKPOINT_DISABLE"] = "1",
            ["NO_COLOR"] = "1",
            ["SSL_CERT_FILE"] = front.AuthorityFile,
        };
    }

    public string Folder { get; }

    /// <summary>Where Terraform keeps its user's things.</summary>
    public string Home { get; }

    /// <summary>Where <c>terraform login</c> keeps tokens.</summary>
    public string CredentialsFile => Path.Combine(Home, ".terraform.d", "credentials.tfrc.json");

    /// <summary>Writes what is wanted beside the <c>cloud</c> block.</summary>
    public void Write(string configuration, string file = "main.tf") =>
        File.WriteAllText(
            Path.Combine(Folder, file),
            file is "main.tf" ? _cloud + configuration + "\n" : configuration
        );

    /// <summary>Runs it; what it says is the failure when it ends with another code than 0.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await AnswerAsync("", arguments);
        Assert.True(exitCode is 0, $"terraform {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs it with answers to what it asks.</summary>
    public async Task<(int ExitCode, string Output)> AnswerAsync(string answers, params string[] arguments)
    {
        using var going = Start(arguments);
        going.Answer(answers);
        return await going.EndAsync();
    }

    /// <summary>Starts it, to be watched.</summary>
    public CloudProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Find("terraform")!, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Programs.Clean(start, _environment);
        return new(Process.Start(start)!, string.Join(' ', arguments));
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(Home, recursive: true);
    }
}

/// <summary>Terraform at work.</summary>
internal sealed class CloudProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _said = new();
    private readonly Lock _lock = new();
    private readonly Task _reading;

    public CloudProcess(Process process, string command)
    {
        (_process, _command) = (process, command);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public string Said
    {
        get
        {
            lock (_lock)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Answers what it asks or will ask.</summary>
    public void Answer(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Presses Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("/bin/kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task UntilAsync(string text)
    {
        var since = Stopwatch.StartNew();
        while (!Said.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(
                since.Elapsed > Patience
                    || _process.HasExited && _reading.IsCompleted && !Said.Contains(text, StringComparison.Ordinal),
                $"terraform {_command} never said '{text}':\n{Said}"
            );
            await Task.Delay(50);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"terraform {_command} never ended:\n{Said}");
        }

        await _reading;
        return (_process.ExitCode, Said);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_lock)
            {
                _said.Append(buffer, 0, count);
            }
        }
    }
}
