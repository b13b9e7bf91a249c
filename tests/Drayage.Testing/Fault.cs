namespace Drayage.Testing;

/// <summary>What <see cref="FaultProxy"/> does to a request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>Passes so many bytes of the request's body on, then cuts the connections on both sides.</summary>
    public sealed record Cut(long After) : Fault;

    /// <summary>Answers itself.</summary>
    public sealed record Answer(int Status, string Body = "", params (string Name, string Value)[] Headers) : Fault;

    /// <summary>Passes so many bytes of the answer's body on, then cuts the connection.</summary>
    public sealed record Truncate(long After) : Fault;

    /// <summary>Passes the answer's body on byte for byte with pauses.</summary>
    public sealed record Trickle(TimeSpan Pause) : Fault;

    /// <summary>Changes one byte of the request's body, or of the answer's.</summary>
    public sealed record Spoil(bool Answers) : Fault;
}
