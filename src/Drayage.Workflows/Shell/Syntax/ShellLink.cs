namespace Drayage.Workflows.Shell.Syntax;

/// <summary>An operator with the command behind it.</summary>
/// <param name="OnSuccess">True for <c>&amp;&amp;</c>, false for <c>||</c>.</param>
internal sealed record ShellLink(bool OnSuccess, ShellCommand Command);
