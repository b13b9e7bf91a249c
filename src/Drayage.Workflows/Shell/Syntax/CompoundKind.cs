namespace Drayage.Workflows.Shell.Syntax;

internal enum CompoundKind
{
    Subshell,
    Group,
    If,
    While,
    Until,
    For,
    Case,
    Function,

    /// <summary><c>(( … ))</c>: its text is not read.</summary>
    Arithmetic,
}
