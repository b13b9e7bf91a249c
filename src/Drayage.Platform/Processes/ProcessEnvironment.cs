using System.Collections.Immutable;

namespace Drayage.Platform.Processes;

/// <summary>
/// What a process is told by its surroundings, taken once at the start and handed in: nothing below the command line
/// reads the ambient environment or working directory.
/// </summary>
public sealed record ProcessEnvironment
{
    /// <summary>Environment variables. Names are compared as the platform compares them.</summary>
    public required ImmutableDictionary<string, string> Variables { get; init; }

    /// <summary>Absolute path against which relative paths of the user are resolved.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The search path for programs; empty when the variable is missing.</summary>
    public string Path => Find("PATH") ?? "";

    /// <summary>The user's home directory, or null when the environment does not say.</summary>
    public string? Home => Find("HOME") ?? Find("USERPROFILE");

    /// <summary>Where a program keeps what it can make again (XDG Base Directory Specification); null when the environment does not say.</summary>
    public string? CacheHome => Find("XDG_CACHE_HOME") ?? (Home is { } home ? System.IO.Path.Combine(home, ".cache") : null);

    /// <summary>Takes a snapshot of variables; a name that is there twice keeps its last value.</summary>
    public static ProcessEnvironment FromVariables(
        IEnumerable<KeyValuePair<string, string>> variables, string currentDirectory)
    {
        var snapshot = ImmutableDictionary.CreateBuilder<string, string>(NameComparer);
        foreach (var (name, value) in variables)
            snapshot[name] = value;
        return new ProcessEnvironment { Variables = snapshot.ToImmutable(), CurrentDirectory = currentDirectory };
    }

    /// <summary>The value of a variable, or null when it is missing or empty.</summary>
    public string? Find(string name) =>
        Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>A copy with changes applied: a null value removes the variable.</summary>
    public ProcessEnvironment With(IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var variables = Variables.ToBuilder();
        foreach (var (name, value) in changes)
        {
            if (value is null)
                variables.Remove(name);
            else
                variables[name] = value;
        }
        return this with { Variables = variables.ToImmutable() };
    }

    private static StringComparer NameComparer =>
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
