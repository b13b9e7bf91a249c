using Drayage.Model;
using Drayage.Platform.Processes;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Writes failures in the message grammar: what failed, because, hint.</summary>
internal static class ErrorMessage
{
    public static void Write(Terminal terminal, ReleaseException failed)
    {
        Line(terminal, "error", "red", failed.Message);
        if (!string.IsNullOrEmpty(failed.Because))
            Line(terminal, "because", "grey", failed.Because);
        if (!string.IsNullOrEmpty(failed.Hint))
            Line(terminal, "hint", "green", failed.Hint);
    }

    /// <summary>A fault of our own: one sentence, and the trace only when it is asked for.</summary>
    public static void WriteFault(Terminal terminal, Exception fault, ProcessEnvironment environment)
    {
        Line(terminal, "error", "red", "drayage itself failed; nothing that was journaled is lost");
        Line(terminal, "because", "grey", $"{fault.GetType().Name}: {fault.Message}");
        if (environment.Find("DRAYAGE_TRACE") is not null)
            terminal.Error.WriteLine(fault);
        else
            Line(terminal, "hint", "green", "run it again with DRAYAGE_TRACE=1 and report what it prints");
    }

    public static void Warning(Terminal terminal, string message) => Line(terminal, "warning", "yellow", message);

    private static void Line(Terminal terminal, string label, string colour, string text)
    {
        var lines = text.Split('\n');
        terminal.Messages.MarkupLine($"[{colour}]{label}:[/] {Markup.Escape(lines[0])}");
        foreach (var line in lines.Skip(1))
            terminal.Messages.MarkupLine(Markup.Escape("  " + line));
    }
}
