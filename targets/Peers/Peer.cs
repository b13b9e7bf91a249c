namespace Drayage.Targets.Peers;

/// <summary>A third-party program or library, and the Debian package that brings it.</summary>
internal abstract record Peer(string Package)
{
    /// <summary>A program on PATH.</summary>
    public sealed record Program(string Name, string Package) : Peer(Package)
    {
        public Program(string name) : this(name, name)
        {
        }
    }

    /// <summary>A module of the system's own Python.</summary>
    public sealed record Module(string Name, string Package) : Peer(Package);

    /// <summary>A file of its package.</summary>
    public sealed record Present(string Path, string Package) : Peer(Package);
}
