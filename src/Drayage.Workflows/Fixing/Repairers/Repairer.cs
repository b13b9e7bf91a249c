using Drayage.Workflows.Fixing.Planning;

namespace Drayage.Workflows.Fixing.Repairers;

/// <summary>Mends what one rule finds, where there is one safe way.</summary>
internal abstract class Repairer
{
    /// <summary>Id of the rule.</summary>
    public abstract string Rule { get; }

    /// <summary>Waits until the others have nothing left to do: what they add decides what it does.</summary>
    public virtual bool IsLast => false;

    /// <summary>
    /// Repairs for the findings of the rule in one file; none for findings without a safe way. Each alone makes its finding go away.
    /// Of repairs that collide the first is made, and the others are asked for again.
    /// </summary>
    public abstract IEnumerable<Repair> Propose(RepairTarget target);
}
