using Drayage.Platform.Processes;

namespace Drayage.Pipeline.Publishing;

/// <summary>
/// Where a destination's own client would look for its configuration: addresses and logins that its users have set up already.
/// </summary>
public sealed record ClientSurroundings
{
    public required ProcessEnvironment Environment { get; init; }

    /// <summary>Runs the client, where only it can tell.</summary>
    public required IProcessRunner Processes { get; init; }

    /// <summary>Absolute path of the project, where clients look first.</summary>
    public required string Directory { get; init; }
}
