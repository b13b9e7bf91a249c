namespace Drayage.Model.Delivery;

/// <summary>One change at a destination: the unit of intent, probe and observation.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Unique within its consignment: <c>open</c>, <c>put NAME</c>, <c>point NAME</c>, <c>withdraw NAME</c>, <c>announce TYPE SUBJECT</c>.</summary>
    public abstract string Key { get; }

    /// <summary>Preparing a place that can be taken back without trace: a draft release. At most one, and first.</summary>
    public sealed record Open : Effect
    {
        public override string Key => "open";
    }

    /// <summary>Uploading immutable bytes.</summary>
    /// <param name="Name">Artifact name.</param>
    /// <param name="Digest">The bytes' digest; null only for the waybill, which cannot state its own.</param>
    /// <param name="Size">Bytes; for an image those of its top manifest; 0 for the waybill.</param>
    public sealed record Put(string Name, Digest? Digest, long Size) : Effect
    {
        public override string Key => $"put {Name}";
    }

    /// <summary>Moving a name.</summary>
    /// <param name="Name">The name that moves: an image tag, <c>published</c>.</param>
    /// <param name="Target">What it shall name; null where the consignment as a whole is meant.</param>
    public sealed record Point(string Name, Digest? Target) : Effect
    {
        public override string Key => $"point {Name}";
    }

    /// <summary>Taking back what stands under a name. Never in a waybill, which states what is delivered.</summary>
    /// <param name="Name">An image tag, <c>release</c>.</param>
    /// <param name="Withdrawn">What the name means in this release; null where the consignment as a whole is meant.</param>
    /// <param name="Restored">What the name shall mean again; null where it goes away.</param>
    public sealed record Withdraw(string Name, Digest? Withdrawn, Digest? Restored) : Effect
    {
        /// <summary>What the keys of all withdrawals begin with.</summary>
        public const string Prefix = "withdraw ";

        public override string Key => Prefix + Name;
    }

    /// <summary>Telling others of an event.</summary>
    /// <param name="Type">One of <see cref="Events.EventTypes.All"/>.</param>
    /// <param name="Subject">What it is about: a tag, or the id of a consignment.</param>
    public sealed record Announce(string Type, string Subject) : Effect
    {
        public override string Key => $"announce {Type} {Subject}";
    }
}
