import { Graph, layout } from "@dagrejs/dagre";
import type { Box, Picture } from "../../operations/drift/findings";

/** A picture with at most this many boxes. A larger one shows only drifted objects and their neighbors. */
export function focused({ boxes, arrows }: Picture, most: number): Picture & { left: number } {
    const known = new Set(boxes.map(({ id }) => id));
    const real = arrows.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
    const drifted = new Set(boxes.filter(({ status }) => status !== "in sync").map(({ id }) => id));
    const near = new Set(real.flatMap(({ from, to }) => (drifted.has(from) || drifted.has(to) ? [from, to] : [])));
    const rank = ({ id }: Box) => (drifted.has(id) ? 0 : near.has(id) ? 1 : 2);
    const kept = new Set(
        [...boxes]
            .sort((one, two) => rank(one) - rank(two))
            .slice(0, most)
            .map(({ id }) => id),
    );
    return {
        boxes: boxes.filter(({ id }) => kept.has(id)),
        arrows: real.filter(({ from, to }) => kept.has(from) && kept.has(to)),
        left: boxes.length - kept.size,
    };
}

export interface Point {
    x: number;
    y: number;
}

/** A picture with coordinates: centers of boxes, and the points that arrows pass through horizontally. */
export interface Placed {
    width: number;
    height: number;
    boxes: (Point & { box: Box })[];
    arrows: Point[][];
}

interface Size {
    width: number;
    height: number;
}

interface Edge {
    v: string;
    w: string;
}

/** The part of the graph library that is used, because its own types do not resolve. */
interface LayoutGraph {
    setGraph(options: Record<string, unknown>): void;
    setNode(id: string, size: Size): void;
    setEdge(from: string, to: string, label: object): void;
    graph(): Partial<Size>;
    node(id: string): Point;
    edges(): Edge[];
    edge(edge: Edge): { points: Point[] };
}

/** Layers from left to right. */
export function placed({ boxes, arrows }: Picture, size: Size): Placed {
    const graph: LayoutGraph = new Graph();
    graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 60, marginx: 6, marginy: 6 });
    const index = new Map(boxes.map(({ id }, at) => [id, String(at)]));
    boxes.forEach((_box, at) => graph.setNode(String(at), { ...size }));
    for (const { from, to } of arrows) graph.setEdge(index.get(from) ?? "", index.get(to) ?? "", {});
    layout(graph);
    const all = graph.graph();
    const { width } = size;
    return {
        width: all.width ?? 0,
        height: all.height ?? 0,
        boxes: boxes.map((box, at) => ({ box, x: graph.node(String(at)).x, y: graph.node(String(at)).y })),
        arrows: graph.edges().map((edge) => route(graph, edge, width)),
    };
}

/**
 * From a box's right side to the other's left side, straight through the layers between. Every second point is in a
 * layer.
 */
function route(graph: LayoutGraph, edge: Edge, width: number): Point[] {
    const [from, to] = [graph.node(edge.v), graph.node(edge.w)];
    const between = graph.edge(edge).points.filter((_point, at, all) => at % 2 === 0 && at > 0 && at < all.length - 1);
    const through = between.flatMap(({ x, y }) => [
        { x: x - width / 2, y },
        { x: x + width / 2, y },
    ]);
    return [{ x: from.x + width / 2, y: from.y }, ...through, { x: to.x - width / 2, y: to.y }];
}
