using System.Collections;
using Drayage.Cli;
using Drayage.Cli.Commands;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Platform.Processes;
using Drayage.Platform.Storage;

NativeHeap.ReturnFreed();
var environment = ProcessEnvironment.FromVariables(
    Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value ?? "")),
    Environment.CurrentDirectory);
var terminal = Terminal.OfProcess(environment);
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first interrupt lets running effects be journaled; a second one ends the process the usual way.
    pressed.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};

try
{
    return (int)await CommandLine.RunAsync(args, new Composition(environment, terminal), interrupted.Token);
}
catch (ReleaseException failed)
{
    ErrorMessage.Write(terminal, failed);
    return (int)failed.Code;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    terminal.Error.WriteLine("interrupted: nothing is lost; run: drayage resume");
    return (int)ExitCode.Partial;
}
catch (Exception refusal) when (FileRefusal.Explain(refusal) is { } explained)
{
    ErrorMessage.Write(terminal, explained);
    if (environment.Find("DRAYAGE_TRACE") is not null)
        terminal.Error.WriteLine(refusal);
    return (int)explained.Code;
}
catch (Exception fault)
{
    ErrorMessage.WriteFault(terminal, fault, environment);
    return (int)ExitCode.Fault;
}
