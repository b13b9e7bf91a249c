using Drayage.Workflows.Definitions;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Publishing.Jobs;

/// <summary>Which language a step's script is written in.</summary>
internal static class StepShell
{
    public static ShellDialect DialectOf(Workflow? workflow, Job? job, Step step)
    {
        var named = step.Shell ?? job?.Defaults.Shell ?? workflow?.Defaults.Shell;
        if (named is not null)
            return DialectOf(named.Value);
        var onWindows = job is not null && job.Container is null && job.RunsOn.Any(label => label.Value.StartsWith("windows", StringComparison.OrdinalIgnoreCase));
        return onWindows ? ShellDialect.PowerShell : ShellDialect.Posix;
    }

    private static ShellDialect DialectOf(string shell)
    {
        var words = shell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var program = words is [] ? "" : words[0][(words[0].LastIndexOf('/') + 1)..];
        return program switch
        {
            "pwsh" or "powershell" => ShellDialect.PowerShell,
            "python" or "cmd" or "node" or "ruby" or "perl" or "nu" or "python3" or "deno" or "Rscript" => ShellDialect.Foreign,
            // An expression may give any of them; most give bash.
            _ => ShellDialect.Posix,
        };
    }
}
