using Infrar.Platform.Hosting;

// The platform's one program; every role and every administrative command starts here.
return await PlatformCommands.RunAsync(args);
