using Infrar.Cli;
using Infrar.Cli.Terminal;

// The version is asked for by scripts at every turn; it must not pay for the command tree.
if (args is ["--version"])
{
    Console.Out.WriteLine(ProductVersion.Line);
    return ExitCode.Success;
}

using var console = CliConsole.OfProcess();
using var interruption = new Interruption();
return await CommandLine.RunAsync(args, console, interruption.Token);
