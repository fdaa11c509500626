using System.CommandLine;
using Infrar.Rehearsal.Commands;
using Infrar.Rehearsal.Protocol;

// An engine starts a plugin without arguments; a person who gives none is told what this is.
if (args is [])
{
    if (Handshake.IsExpected)
    {
        args = ["plugin"];
    }
    else
    {
        await RehearsalCommand.Create().Parse("--help").InvokeAsync();
        return 1;
    }
}

// A plugin decides for itself what signals mean; elsewhere they cancel the command.
var configuration = new InvocationConfiguration();
if (args[0] is "plugin")
{
    configuration.ProcessTerminationTimeout = null;
}

return await RehearsalCommand.Create().Parse(args).InvokeAsync(configuration);
