namespace Drayage.Testing;

/// <summary>What <see cref="LoopbackServer"/> does with the connection after its bytes.</summary>
public enum LoopbackEnding
{
    Close,

    /// <summary>A TCP reset, as a crashing server or a middlebox sends.</summary>
    Reset,

    /// <summary>Nothing more, for as long as the server lives.</summary>
    Silence,
}
