namespace Drayage.Model.Planning;

/// <summary>
/// Something other than the program's own file that decides which version answers: shims such as rustup's stay the same while the
/// version behind them changes.
/// </summary>
public abstract record ToolSelector
{
    private ToolSelector()
    {
    }

    /// <summary>A file of the repository, such as <c>rust-toolchain.toml</c>.</summary>
    /// <param name="Path">Relative to the repository's root.</param>
    public sealed record InRepository(string Path) : ToolSelector;

    /// <summary>A file or directory of the user.</summary>
    /// <param name="Path">Relative to the home directory.</param>
    public sealed record InHome(string Path) : ToolSelector;

    /// <summary>An environment variable's value.</summary>
    public sealed record Variable(string Name) : ToolSelector;

    /// <summary>A file or directory below the one that a variable names.</summary>
    public sealed record BelowVariable(string Name, string Path) : ToolSelector;

    /// <summary>A file or directory beside the program itself, links followed.</summary>
    public sealed record BesideProgram(string Path) : ToolSelector;
}
