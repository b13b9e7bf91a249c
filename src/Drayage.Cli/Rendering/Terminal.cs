using Drayage.Platform.Processes;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Where output goes: results to standard output, everything else to standard error.</summary>
internal sealed class Terminal
{
    private Terminal(TextWriter output, TextWriter error, IAnsiConsole results, IAnsiConsole messages, bool isLive)
    {
        Output = output;
        Error = error;
        Results = results;
        Messages = messages;
        IsLive = isLive;
    }

    /// <summary>Standard output as plain text, for JSON.</summary>
    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Standard output for tables and trees.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Standard error for progress and messages.</summary>
    public IAnsiConsole Messages { get; }

    /// <summary>True when standard error is a terminal that can redraw lines.</summary>
    public bool IsLive { get; }

    /// <summary>True when there is somebody who can be asked.</summary>
    public bool CanAsk { get; private init; }

    /// <summary>Asks on standard error and reads one line.</summary>
    public string? Ask(string question)
    {
        Error.Write(question);
        Error.Flush();
        return Console.In.ReadLine()?.Trim();
    }

    /// <summary>The process's own streams. Colour only on a terminal, and never when NO_COLOR is set (no-color.org) or TERM is dumb.</summary>
    public static Terminal OfProcess(ProcessEnvironment environment)
    {
        var plain = environment.Find("NO_COLOR") is not null || environment.Find("TERM") == "dumb";
        var inCi = environment.Find("CI") is not null;
        // Spectre takes a writer for the terminal only where it is the console's own.
        Console.SetError(new StreamWriter(BestEffortStream.StandardError(), Console.OutputEncoding) { AutoFlush = true });
        return new Terminal(
            Console.Out,
            Console.Error,
            Create(Console.Out, Console.IsOutputRedirected, plain),
            Create(Console.Error, Console.IsErrorRedirected, plain),
            isLive: !Console.IsErrorRedirected && !plain && !inCi)
        {
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        };
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected, bool plain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        // Redirected output is read by programs and in logs: lines must not break at an imagined width.
        if (isRedirected)
            console.Profile.Width = 4096;
        return console;
    }
}
