namespace Drayage.Workflows.Shell.Syntax;

/// <summary>The language of a script, as far as it decides how it is read.</summary>
internal enum ShellDialect
{
    /// <summary>sh, bash, dash, zsh.</summary>
    Posix,

    /// <summary>pwsh and powershell.</summary>
    PowerShell,

    /// <summary>cmd, python, node and whatever else a step names: not read, so that nothing is misread.</summary>
    Foreign,
}
