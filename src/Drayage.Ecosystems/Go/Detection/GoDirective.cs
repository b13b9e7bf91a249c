using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>One statement of a <c>go.mod</c> or <c>go.work</c> file; a block gives one directive for each of its lines.</summary>
/// <param name="Verb"><c>module</c>, <c>go</c>, <c>require</c>, <c>replace</c>, <c>use</c> ….</param>
/// <param name="Comment">The comment behind it on its line, without the slashes.</param>
internal sealed record GoDirective(GoToken Verb, ImmutableArray<GoToken> Arguments, string? Comment);

/// <summary>A word, a string without its quotes, or one of <c>( ) , =&gt; [ ]</c>.</summary>
internal readonly record struct GoToken(string Text, SourceLocation At);
